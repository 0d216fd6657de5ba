using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures leads. A lead changes its segments when it is first touched (first_response_bucket).</summary>
internal sealed class LeadPass(FactSet facts, MeasureBoard board, SegmentPlan plan, int maturityDays, LeadOutcomes outcomes)
{
    private static readonly Func<IReadOnlyList<string>, bool> ByResponse = dimensions => dimensions.Contains(LeadGatherer.FirstResponse);

    /// <summary>Measures all leads.</summary>
    public void Run()
    {
        for (var number = 0; number < facts.Leads.Count; number++)
        {
            if (!facts.Leads[number].HasRecord)
                continue;
            ref readonly var lead = ref facts.Leads[number];
            SeeUntouched(lead);
            foreach (var (set, days) in SetsOf(lead))
                Measure(number, lead, set, days);
        }
    }

    /// <summary>The segments of a lead, day by day.</summary>
    public IEnumerable<(int Set, DaySpan Days)> SetsOf(Lead lead)
    {
        var touched = lead.FirstTouch?.Day ?? DaySpan.Never;
        foreach (var place in lead.Places)
        {
            if (place.Days.And(new DaySpan(DaySpan.Ever, touched)) is { IsEmpty: false } before)
                yield return (place.Set, before);
            if (place.Days.And(new DaySpan(touched, DaySpan.Never)) is { IsEmpty: false } after)
                yield return (SetWhenTouched(lead, place), after);
        }
    }

    private void Measure(int number, in Lead lead, int set, DaySpan days)
    {
        var day = lead.Created.Day;
        board.About = lead.Origin;
        board.Count(Known.Leads, day, days, set);
        if (lead.Converted is { } converted && converted.IsWithin(maturityDays, lead.Created))
            board.Count(Known.LeadsConverted, day, days.And(new DaySpan(converted.Day, DaySpan.Never)), set);
        foreach (var span in outcomes.DaysOf(number))
            board.Count(Known.LeadsBecameCustomers, day, days.And(span), set);
        if (lead.FirstTouch is { } touch)
            board.Value(Known.FirstTouch, day, days.And(new DaySpan(touch.Day, DaySpan.Never)), set, touch.DaysSince(lead.Created) * 24);
    }

    private void SeeUntouched(in Lead lead)
    {
        var untouched = new DaySpan(DaySpan.Ever, lead.FirstTouch?.Day ?? DaySpan.Never);
        foreach (var place in lead.Places)
        {
            if (place.Values is { } values)
                facts.Presence.See(Carrier.Lead, plan.SetOf(values, ByResponse, withAll: false), lead.Created.Day, place.Days.And(untouched));
        }
    }

    private int SetWhenTouched(in Lead lead, LeadPlace place)
    {
        if (place.Values is not { } values)
            return place.Set;
        var touched = (string?[])values.Clone();
        for (var i = 0; i < touched.Length; i++)
        {
            if (plan.Dimensions[i] == LeadGatherer.FirstResponse)
                touched[i] = BucketOf(lead.FirstTouch!.Value.DaysSince(lead.Created) * 24 * 60);
        }

        facts.Presence.See(Carrier.Lead, plan.SetOf(touched, ByResponse, withAll: false), lead.FirstTouch!.Value.Day, place.Days);
        return plan.SetOf(touched);
    }

    private static string BucketOf(double minutes) => minutes switch
    {
        < 5 => "0-5min",
        < 60 => "5-60min",
        < 24 * 60 => "1-24h",
        _ => "over-24h",
    };
}
