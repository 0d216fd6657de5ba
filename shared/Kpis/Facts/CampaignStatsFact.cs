namespace CrmServerless.Kpis.Facts;

/// <summary>A campaign's counts of one day; null where the row does not state them.</summary>
internal readonly record struct CampaignStatsFact(
    int Day, int Set, decimal? Sent, decimal? Delivered, decimal? Opened, decimal? Clicked, decimal? Bounced, decimal? Unsubscribed, decimal? Complained, decimal? Responses, int Origin);
