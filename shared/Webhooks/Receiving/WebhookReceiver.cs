using System.Web;
using Azure;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Webhooks.Counting;
using CrmServerless.Webhooks.Log;
using CrmServerless.Webhooks.Schemes;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Webhooks.Receiving;

/// <summary>
/// Receives webhooks: authentic ones are stored for good before they are answered with 2xx, all others leave nothing but a count. One
/// instance serves a process; safe for threads.
/// </summary>
public sealed class WebhookReceiver
{
    /// <summary>The largest body: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    private const int LongestSource = 200;

    /// <summary>Longer than any vendor waits (HubSpot: 5 s), shorter than storage may be tried.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IConfigurationSource configuration;
    private readonly ISecretSource secrets;
    private readonly AlertSettings app;
    private readonly DeliveryLog log;
    private readonly RefusalCounts refusals;
    private readonly TimeProvider time;
    private readonly ILogger<WebhookReceiver> logger;

    /// <summary>The receiver of an installation whose containers and tables exist.</summary>
    public WebhookReceiver(
        CrmStorage storage, IConfigurationSource configuration, ISecretSource secrets, AlertSettings app, RefusalCounts refusals, TimeProvider time, ILogger<WebhookReceiver> logger)
    {
        (this.configuration, this.secrets, this.app, this.refusals, this.time, this.logger) = (configuration, secrets, app, refusals, time, logger);
        log = new DeliveryLog(storage, time);
    }

    /// <summary>Receives one delivery. Never throws for what the sender did, nor where storage, the vault or the configuration fail.</summary>
    public async Task<WebhookAnswer> ReceiveAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        WebhookSource? source = null;
        WebhookOutcome outcome;
        try
        {
            source = request.Source.Length <= LongestSource ? WebhookSource.Find((await configuration.LoadAsync(cancellationToken)).Sources, request.Source) : null;
            outcome = source is null ? WebhookOutcome.Unknown : await TakeAsync(source, request, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or BrokenConfigurationException or UnusableSecretException or TooBusyException or TimeoutException)
        {
            logger.LogError("A webhook of source {Source} could not be taken: {Failure}", source?.Configuration.Name, Told(e));
            outcome = WebhookOutcome.Unavailable;
        }

        if (outcome != WebhookOutcome.Accepted)
            await CountAsync(source?.Configuration.Name, outcome);
        return source?.Scheme.Answer(outcome) ?? new WebhookAnswer(outcome.StatusOf());
    }

    private async Task<WebhookOutcome> TakeAsync(WebhookSource source, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request.Body, request.Length, MostBytes, cancellationToken) is not { } body)
            return WebhookOutcome.Oversized;

        var credentials = await source.CredentialsAsync(secrets, cancellationToken);
        var key = HttpUtility.ParseQueryString(request.Query)["key"];
        var call = new WebhookCall(source.CalledUrl(app.LinkBase, request.Query), key, request.Header, body, time.GetUtcNow());
        if (credentials.UrlKeys.Count > 0 && (key is null || !FixedTime.IsOneOf(key, credentials.UrlKeys)))
            return WebhookOutcome.Forged;

        var verdict = source.Scheme.Judge(call, credentials);
        return verdict.Outcome == WebhookOutcome.Accepted ? await StoreAsync(source.Configuration, call, verdict, cancellationToken) : verdict.Outcome;
    }

    private async Task<WebhookOutcome> StoreAsync(SourceConfiguration source, WebhookCall call, Verdict verdict, CancellationToken cancellationToken)
    {
        var line = DeliveryLine.Write(call.ReceivedAt, source.Vendor, verdict.Id, verdict.Body.Span);
        if (line.Length > DeliveryLog.MostBlockBytes)
            return WebhookOutcome.Oversized;

        await log.AppendAsync(source.Name, line).WaitAsync(Patience, time, cancellationToken);
        return WebhookOutcome.Accepted;
    }

    private async Task CountAsync(string? source, WebhookOutcome outcome)
    {
        try
        {
            await refusals.AddAsync(source, outcome).WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is RequestFailedException or TooBusyException or TimeoutException)
        {
            logger.LogWarning("A refused webhook could not be counted: {Failure}", Told(e));
        }
    }

    /// <summary>What may be logged of a failure: no address, no value.</summary>
    private static string Told(Exception failure) => failure switch
    {
        RequestFailedException storage => $"storage or vault answered {storage.Status} {storage.ErrorCode}",
        BrokenConfigurationException or UnusableSecretException => failure.Message,
        _ => failure.GetType().Name,
    };
}
