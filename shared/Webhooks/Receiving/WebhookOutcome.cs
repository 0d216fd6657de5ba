namespace CrmServerless.Webhooks.Receiving;

/// <summary>What became of a webhook's delivery when it was received.</summary>
public enum WebhookOutcome
{
    /// <summary>Authentic, and stored for good.</summary>
    Accepted,

    /// <summary>No source of that name takes webhooks.</summary>
    Unknown,

    /// <summary>The body is larger than <see cref="WebhookReceiver.MostBytes"/>.</summary>
    Oversized,

    /// <summary>The credential is missing or wrong.</summary>
    Forged,

    /// <summary>The credential is right, but was made too long ago, or in the future: it may be a replay.</summary>
    Stale,

    /// <summary>Authentic, or of a scheme whose credential is in the body; but not what this vendor sends.</summary>
    Malformed,

    /// <summary>Something of ours failed; the sender is to try again.</summary>
    Unavailable,
}

/// <summary>The HTTP statuses of outcomes.</summary>
public static class WebhookOutcomes
{
    /// <summary>The status that says so.</summary>
    public static int StatusOf(this WebhookOutcome outcome) => outcome switch
    {
        WebhookOutcome.Accepted => 200,
        WebhookOutcome.Unknown => 404,
        WebhookOutcome.Oversized => 413,
        WebhookOutcome.Forged or WebhookOutcome.Stale => 401,
        WebhookOutcome.Malformed => 400,
        _ => 503,
    };
}
