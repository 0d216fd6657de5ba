using System.Net.Mail;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>
/// E-mail by the REST API of Azure Communication Services. 202 means accepted: what became of the mail is asked for until the service says so. Each delivery
/// is one operation; before it is handed over again the service is asked whether it knows it.
/// </summary>
public sealed class AcsChannel : IConfirmingChannel
{
    private readonly AcsSettings settings;
    private readonly AcsClient client;

    /// <summary>A channel to the resource that <paramref name="settings"/> name.</summary>
    /// <param name="settings">The resource and the sender.</param>
    /// <param name="secrets">Where the access key is.</param>
    /// <param name="credential">The identity that signs in; asked for only where no access key is named.</param>
    /// <param name="time">The clock; a request signed by a wrong one is refused.</param>
    /// <param name="transport">How requests travel; null: as Azure's clients do it.</param>
    public AcsChannel(AcsSettings settings, ISecretSource secrets, Func<TokenCredential> credential, TimeProvider time, HttpPipelineTransport? transport = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(credential);
        (this.settings, client) = (settings, new AcsClient(settings, secrets, credential, time, transport));
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Mail is not { } mail || !MailAddress.TryCreate(entry.Address, out var to))
            return new SendOutcome.Permanent("The delivery has no mail, or its address is no e-mail address.");
        var body = AcsMail.Body(entry.Key, mail, settings.From.Address, to.Address);
        var (answer, failure) = await TryAsync(() => client.SendAsync(entry, body, cancellationToken), cancellationToken).ConfigureAwait(false);
        return failure ?? OfSending(answer!);
    }

    /// <inheritdoc/>
    public async Task<SendOutcome?> AskAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (answer, failure) = await TryAsync(() => client.AskAsync(entry.Key, cancellationToken), cancellationToken).ConfigureAwait(false);
        // That an answer to a question got lost says nothing about the mail.
        return failure is SendOutcome.Unsure(var why) ? new SendOutcome.Transient(why) : failure ?? OfAsking(answer!);
    }

    private static SendOutcome OfSending(AcsAnswer answer)
    {
        var why = Why("The mail service answered", answer);
        return answer.Status switch
        {
            >= 200 and < 300 => OfOperation(answer),
            // 409: the same request is being worked at; 412: it is older than the service remembers, and was not carried out.
            408 or 409 or 412 or 429 or >= 500 => new SendOutcome.Transient(why, answer.RetryAfter),
            // Not this mail is wrong but how the service was called: who sets that right gets the mail too.
            401 or 403 or 404 => new SendOutcome.Transient(why, answer.RetryAfter),
            _ => new SendOutcome.Permanent(why),
        };
    }

    private static SendOutcome? OfAsking(AcsAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => OfOperation(answer),
        404 => null,
        _ => new SendOutcome.Transient(Why("The mail service, asked what became of the mail, answered", answer), answer.RetryAfter),
    };

    private static SendOutcome OfOperation(AcsAnswer answer) => answer.Operation?.ToUpperInvariant() switch
    {
        "SUCCEEDED" => new SendOutcome.Sent(),
        "FAILED" or "CANCELED" => new SendOutcome.Permanent($"The mail service did not send it: {answer.Operation}, {answer.Code ?? "no reason given"}."),
        _ => new SendOutcome.Accepted(answer.RetryAfter),
    };

    private static string Why(string who, AcsAnswer answer) =>
        answer.Code is { } code ? FormattableString.Invariant($"{who} {answer.Status}, {code}.") : FormattableString.Invariant($"{who} {answer.Status}.");

    private static async Task<(AcsAnswer? Answer, SendOutcome? Failure)> TryAsync(Func<Task<AcsAnswer>> call, CancellationToken cancellationToken)
    {
        try
        {
            return (await call().ConfigureAwait(false), null);
        }
        catch (AcsKeyException e)
        {
            return (null, new SendOutcome.Transient(e.Message));
        }
        catch (AuthenticationFailedException e)
        {
            return (null, new SendOutcome.Transient($"The app's identity could not sign in to the mail service: {e.GetType().Name}."));
        }
        catch (RequestFailedException e) when (e.InnerException is HttpRequestException { HttpRequestError: var error } && WasNeverSent(error))
        {
            return (null, new SendOutcome.Transient($"The mail service could not be called: {error}."));
        }
        catch (RequestFailedException e)
        {
            return (null, new SendOutcome.Unsure($"The mail service gave no answer: {e.InnerException?.GetType().Name ?? e.ErrorCode}."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new SendOutcome.Unsure("The mail service gave no answer in time."));
        }
    }

    private static bool WasNeverSent(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
