namespace CrmServerless.Kpis.Links;

/// <summary>All campaigns' channels.</summary>
internal sealed class CampaignTable
{
    private readonly Dictionary<(string Source, string Id), string?> channels = [];

    /// <summary>Adds a campaign.</summary>
    public void Add(string source, string id, string? channel) => channels[(source, id)] = channel;

    /// <summary>The channel of a campaign, or null.</summary>
    public string? ChannelOf(string source, string? campaign) => campaign is null ? null : channels.GetValueOrDefault((source, campaign));
}
