using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// Remembers, while customers are walked, for which leads and days D a customer at the end of one of the lead's ways bought first in
/// time; a lead with several ways counts once.
/// </summary>
internal sealed class LeadOutcomes(LeadTable leads, int maturityDays)
{
    private readonly Dictionary<int, List<DaySpan>> won = [];

    /// <summary>Takes notice of a customer's first sale, as seen on some days.</summary>
    public void Bought(Moment first, DaySpan seenOn, ReadOnlySpan<LeadPathFact> paths)
    {
        foreach (ref readonly var path in paths)
        {
            ref readonly var lead = ref leads[path.Lead];
            if (!lead.HasRecord || !first.IsWithin(maturityDays, lead.Created))
                continue;
            var days = path.Visible.And(seenOn).And(new DaySpan(first.Day, DaySpan.Never));
            if (days.IsEmpty)
                continue;
            if (!won.TryGetValue(path.Lead, out var spans))
                won[path.Lead] = spans = [];
            spans.Add(days);
        }
    }

    /// <summary>The days D on which the lead's customer has bought in time.</summary>
    public List<DaySpan> DaysOf(int lead)
    {
        if (!won.TryGetValue(lead, out var spans))
            return [];
        DaySpans.Normalize(spans);
        return spans;
    }
}
