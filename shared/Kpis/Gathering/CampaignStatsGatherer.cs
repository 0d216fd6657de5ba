using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in campaigns' daily counts. Campaigns come first.</summary>
internal sealed class CampaignStatsGatherer(GatherContext context)
{
    private static readonly EntitySchema Stats = Entities.CampaignStats;
    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal) { ["campaign"] = Stats["campaign_id"] };

    private readonly SegmentPlan plan = context.PlanOf(Carrier.CampaignStats);

    /// <summary>Takes in a day of a campaign.</summary>
    public void Add(MergedRecord record)
    {
        var day = context.Calendar.DayOf(record[Stats["day"]])!.Value;
        var channel = context.Campaigns.ChannelOf(record.Key.Source, record[Stats["campaign_id"]].AsText);
        var set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? (dimension == "channel" ? channel : null)));
        context.Facts.Presence.See(Carrier.CampaignStats, set, day, DaySpan.Always);
        decimal? Number(string field) => record[Stats[field]].AsNumber;
        context.Facts.CampaignStats.Add(new CampaignStatsFact(
            day, set, Number("sent"), Number("delivered"), Number("opened"), Number("clicked"), Number("bounced"), Number("unsubscribed"), Number("complained"), Number("responses"), context.Facts.Origin));
    }
}
