using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in web traffic.</summary>
internal sealed class TrafficGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["channel"] = Entities.Traffic["channel"],
        ["action"] = Entities.Traffic["action"],
    };

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Traffic);

    /// <summary>Takes in a day of a channel and action.</summary>
    public void Add(MergedRecord record)
    {
        var day = context.Calendar.DayOf(record[Entities.Traffic["day"]])!.Value;
        var set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own)));
        context.Facts.Presence.See(Carrier.Traffic, set, day, DaySpan.Always);
        if (record[Entities.Traffic["visitors"]].AsNumber is { } visitors && record[Entities.Traffic["conversions"]].AsNumber is { } conversions)
            context.Facts.Traffic.Add(new TrafficFact(day, set, visitors, conversions, context.Facts.Origin));
        else
            context.Facts.Trace?.LeaveOut(context.Facts.Origin, Carrier.Traffic, day, "it does not state both visitors and conversions");
    }
}
