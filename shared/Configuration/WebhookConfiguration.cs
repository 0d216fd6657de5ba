namespace CrmServerless.Configuration;

/// <summary>The versions of HubSpot's request signature.</summary>
public enum HubSpotSignature
{
    /// <summary>Body only; no time stamp, so a replay can't be told.</summary>
    V1,

    /// <summary>Method, URL and body; no time stamp.</summary>
    V2,

    /// <summary>Method, URL, body and time stamp.</summary>
    V3,
}

/// <summary>What the webhooks of a source are held against besides its secrets.</summary>
public sealed record WebhookConfiguration
{
    /// <summary>HubSpot: the signatures that are accepted; default v3 only.</summary>
    public IReadOnlyList<HubSpotSignature> Signatures { get; init; } = [HubSpotSignature.V3];

    /// <summary>Salesforce: the organisation's id, 15 or 18 characters; null when none is configured, and then nothing is accepted.</summary>
    public string? Organization { get; init; }
}
