using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures renewal deals that are worth more than the customer's previous won deal.</summary>
internal static class RenewalPass
{
    /// <summary>Measures the won deals of one customer.</summary>
    public static void Measure(MeasureBoard board, IdTexts ids, ReadOnlySpan<WonDealFact> deals)
    {
        var latestFirst = Array.Empty<WonDealFact>();
        foreach (ref readonly var renewal in deals)
        {
            if (!renewal.IsRenewal || !renewal.HasAmount)
                continue;
            if (latestFirst.Length == 0)
                latestFirst = LatestFirst(deals, ids);
            Measure(board, renewal, latestFirst);
        }
    }

    /// <summary>
    /// Which deal is the previous one changes on the days when deals are deleted: each candidate, latest first, holds from where the
    /// later ones are gone to where it is gone itself.
    /// </summary>
    private static void Measure(MeasureBoard board, in WonDealFact renewal, WonDealFact[] latestFirst)
    {
        var from = DaySpan.Ever;
        board.About = renewal.Origin;
        foreach (ref readonly var previous in latestFirst.AsSpan())
        {
            if (previous.Closed.Ticks >= renewal.Closed.Ticks)
                continue;
            var isPrevious = new DaySpan(from, previous.Visible.To);
            if (previous.HasAmount && renewal.Amount > previous.Amount)
                board.Count(Known.RenewalsExpanded, renewal.Closed.Day, renewal.Visible.And(isPrevious), renewal.Set);
            from = Math.Max(from, previous.Visible.To);
            if (from >= DaySpan.Never)
                return;
        }
    }

    private static WonDealFact[] LatestFirst(ReadOnlySpan<WonDealFact> deals, IdTexts ids)
    {
        var sorted = deals.ToArray();
        Array.Sort(sorted, (a, b) => a.Closed.Ticks != b.Closed.Ticks ? b.Closed.Ticks.CompareTo(a.Closed.Ticks) : ids.Compare(b.Id, a.Id));
        return sorted;
    }
}
