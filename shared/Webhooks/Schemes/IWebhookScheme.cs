using CrmServerless.Webhooks.Receiving;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>How one vendor proves that a delivery is its own. Pure: no clock, no storage, no log.</summary>
internal interface IWebhookScheme
{
    /// <summary>Judges a delivery by its raw bytes.</summary>
    Verdict Judge(WebhookCall call, Credentials credentials);

    /// <summary>What the vendor is told.</summary>
    WebhookAnswer Answer(WebhookOutcome outcome) => new(outcome.StatusOf());
}

/// <summary>A delivery to be judged.</summary>
/// <param name="Url">The URL as the vendor called it: the configured public one with the sent query, never taken from headers; null when none is configured.</param>
/// <param name="Key">The value of the query's parameter `key`, or null.</param>
/// <param name="Header">The value of a header, or null when it is absent or sent more than once.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="ReceivedAt">When they came in.</param>
internal sealed record WebhookCall(string? Url, string? Key, Func<string, string?> Header, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

/// <summary>What was found.</summary>
/// <param name="Outcome">Accepted, forged, stale or malformed.</param>
/// <param name="Body">When accepted: UTF-8 text to be kept, without any credential.</param>
/// <param name="Id">When accepted: the sender's own name of the delivery, the same in every retry; null where the vendor gives none.</param>
internal readonly record struct Verdict(WebhookOutcome Outcome, ReadOnlyMemory<byte> Body = default, string? Id = null)
{
    public static Verdict Forged => new(WebhookOutcome.Forged);

    public static Verdict Stale => new(WebhookOutcome.Stale);

    public static Verdict Malformed => new(WebhookOutcome.Malformed);

    public static Verdict Accepted(ReadOnlyMemory<byte> body, string? id = null) => new(WebhookOutcome.Accepted, body, id);
}

/// <summary>What a source's deliveries are held against. Values of secrets: never logged.</summary>
/// <param name="Secrets">The secrets under the purpose `webhook`; several while one is being replaced by another.</param>
/// <param name="UrlKeys">The secrets under the purpose `url`; empty when the URL needs none.</param>
/// <param name="Settings">What else the configuration says.</param>
internal sealed record Credentials(IReadOnlyList<string> Secrets, IReadOnlyList<string> UrlKeys, Configuration.WebhookConfiguration Settings);
