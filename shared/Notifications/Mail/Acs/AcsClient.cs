using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>
/// The two calls of the service's REST API that are needed, on Azure.Core's pipeline. It tries nothing again by itself: what is sent again, and when, is the
/// outbox's to say, which has it written down.
/// </summary>
internal sealed class AcsClient
{
    private const string Version = "2025-09-01";
    private const string Scope = "https://communication.azure.com/.default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AcsSettings settings;
    private readonly ISecretSource secrets;
    private readonly TimeProvider time;
    private readonly HttpPipeline pipeline;

    public AcsClient(AcsSettings settings, ISecretSource secrets, Func<TokenCredential> credential, TimeProvider time, HttpPipelineTransport? transport)
    {
        (this.settings, this.secrets, this.time) = (settings, secrets, time);
        var options = new Options { Retry = { MaxRetries = 0, NetworkTimeout = Patience } };
        if (transport is not null)
            options.Transport = transport;
        pipeline = settings.KeySecret is null
            ? HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential(), Scope))
            : HttpPipelineBuilder.Build(options);
    }

    /// <summary>
    /// The operation that sends a delivery, for ever the same. Azure.Communication.Email gives every mail an id of its own by the same header, so that
    /// one may be asked for whose answer never came.
    /// </summary>
    public static string OperationOf(DeliveryKey key) => Guid.ParseExact(key.Fingerprint, "N").ToString("D");

    /// <summary>Hands a mail over.</summary>
    /// <exception cref="AcsKeyException">There is no access key.</exception>
    /// <exception cref="Azure.RequestFailedException">No answer came.</exception>
    public async Task<AcsAnswer> SendAsync(OutboxEntry entry, byte[] body, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(Address("/emails:send"));
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Content-Type", "application/json");
        request.Headers.Add("Operation-Id", OperationOf(entry.Key));
        request.Headers.Add("Repeatability-Request-ID", RequestOf(entry));
        request.Headers.Add("Repeatability-First-Sent", entry.Began.ToString("r", CultureInfo.InvariantCulture));
        request.Content = RequestContent.Create(body);
        return await AnswerAsync(message, body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks what became of the mail of a delivery; 404: the service knows of none.</summary>
    /// <exception cref="AcsKeyException">There is no access key.</exception>
    /// <exception cref="Azure.RequestFailedException">No answer came.</exception>
    public async Task<AcsAnswer> AskAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(Address($"/emails/operations/{OperationOf(key)}"));
        message.Request.Headers.Add("Accept", "application/json");
        return await AnswerAsync(message, ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AcsAnswer> AnswerAsync(HttpMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (settings.KeySecret is { } name)
            AccessKey.Sign(message.Request, body, await KeyAsync(name, cancellationToken).ConfigureAwait(false), time.GetUtcNow());
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return AcsAnswer.Of(message.Response, time.GetUtcNow());
    }

    private async Task<string> KeyAsync(string name, CancellationToken cancellationToken)
    {
        var key = (await secrets.FindAsync(name, cancellationToken).ConfigureAwait(false))?.Trim();
        return key is { Length: > 0 } && Convert.TryFromBase64String(key, new byte[key.Length], out _)
            ? key
            : throw new AcsKeyException($"The secret {name} with the access key of Azure Communication Services does not exist, or is no base64.");
    }

    private Uri Address(string path) => new(settings.Endpoint.GetLeftPart(UriPartial.Authority) + path + "?api-version=" + Version);

    /// <summary>A repeat within the time that the service remembers requests is the same request; after it (it has been asked by then) a new one.</summary>
    private static string RequestOf(OutboxEntry entry)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{entry.Key.Fingerprint}|{entry.Began.UtcTicks}");
        return Guid.ParseExact(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32], "N").ToString("D");
    }

    private sealed class Options : ClientOptions;
}

/// <summary>There is no access key to sign with.</summary>
internal sealed class AcsKeyException(string message) : Exception(message);
