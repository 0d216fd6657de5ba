using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// Measures of the customers active a window ago: who of them was sold up, sold across or upgraded in the window. Each condition on a
/// customer's sales before and in the window is worked out as the run of days D on which it holds.
/// </summary>
internal sealed class CohortMeasures(MeasureBoard board)
{
    private readonly MeasureUse[] sizes = [.. board.UsesOf(Known.CohortCustomers)];
    private readonly MeasureUse[] kept = [.. board.UsesOf(Known.CohortKept)];
    private readonly MeasureUse[] upsold = [.. board.UsesOf(Known.CohortUpsold)];
    private readonly MeasureUse[] crossSold = [.. board.UsesOf(Known.CohortCrossSold)];
    private readonly MeasureUse[] ranked = [.. board.UsesOf(Known.CohortRanked)];
    private readonly MeasureUse[] upgraded = [.. board.UsesOf(Known.CohortUpgraded)];
    private readonly List<DaySpan> found = [];
    private readonly List<DaySpan> both = [];

    /// <summary>Measures one customer as seen on some days.</summary>
    /// <param name="set">The customer's segments.</param>
    /// <param name="live">The days D that count.</param>
    /// <param name="active">The days on which the customer is active.</param>
    /// <param name="sales">Its sales in the order of their instants.</param>
    public void Measure(int set, DaySpan live, List<DaySpan> active, ReadOnlySpan<SaleFact> sales)
    {
        if (active.Count == 0)
            return;
        foreach (var use in sizes)
            board.Count(use, Cohort(active, use.Window, live), set);
        foreach (var use in kept)
        {
            DaySpans.Intersect(active, Cohort(active, use.Window, live), both);
            board.Count(use, both, set);
        }

        foreach (var use in upsold)
            Count(use, UpsellDays(sales, use.Window), active, live, set);
        foreach (var use in crossSold)
            Count(use, CrossSellDays(sales, use.Window), active, live, set);
        if (ranked.Length == 0 && upgraded.Length == 0)
            return;
        var steps = ProductSteps.Of(sales);
        foreach (var use in ranked)
            Count(use, steps.RankedBefore(use.Window), active, live, set);
        foreach (var use in upgraded)
            Count(use, steps.Upgraded(use.Window), active, live, set);
    }

    private void Count(MeasureUse use, List<DaySpan> condition, List<DaySpan> active, DaySpan live, int set)
    {
        if (condition.Count == 0)
            return;
        DaySpans.Normalize(condition);
        DaySpans.Intersect(condition, Cohort(active, use.Window, live), both);
        board.Count(use, both, set);
    }

    private static List<DaySpan> Cohort(List<DaySpan> active, int window, DaySpan live) =>
        [.. active.Select(span => span.Later(window).And(live)).Where(span => !span.IsEmpty)];

    /// <summary>
    /// The days D with a sale in W(n) typed upsell, or of a product ranked above every ranked one bought before W(n). A sale of day d and
    /// rank r is above all before while D is at least n days after the first ranked sale and less than n days after the first sale
    /// ranked r or higher.
    /// </summary>
    private List<DaySpan> UpsellDays(ReadOnlySpan<SaleFact> sales, int window)
    {
        found.Clear();
        var records = RankRecords(sales);
        foreach (ref readonly var sale in sales)
        {
            var inWindow = DaySpan.WindowHolding(sale.At.Day, window, lag: 0);
            if (sale is { Part: SalePart.Whole, Type: SaleType.Upsell })
                found.Add(inWindow);
            else if (!double.IsNaN(sale.TierRank))
                found.Add(inWindow.And(new DaySpan(records[0].Day + window, FirstDayRanked(records, sale.TierRank) + window)));
        }

        return found;
    }

    /// <summary>The days D with a sale in W(n) typed cross-sell, or of a line other than all bought before W(n); as <see cref="UpsellDays"/>.</summary>
    private List<DaySpan> CrossSellDays(ReadOnlySpan<SaleFact> sales, int window)
    {
        found.Clear();
        var firstDays = FirstDayOfLines(sales);
        var firstLined = firstDays.Count > 0 ? firstDays.Values.Min() : DaySpan.Never;
        foreach (ref readonly var sale in sales)
        {
            var inWindow = DaySpan.WindowHolding(sale.At.Day, window, lag: 0);
            if (sale is { Part: SalePart.Whole, Type: SaleType.CrossSell })
                found.Add(inWindow);
            else if (sale.Line >= 0)
                found.Add(inWindow.And(new DaySpan(firstLined + window, firstDays[sale.Line] + window)));
        }

        return found;
    }

    /// <summary>The sales that ranked above all before them, in their order: the first ranked r or higher is the first of these that is.</summary>
    private static List<(double Rank, int Day)> RankRecords(ReadOnlySpan<SaleFact> sales)
    {
        var records = new List<(double Rank, int Day)>();
        foreach (ref readonly var sale in sales)
        {
            if (!double.IsNaN(sale.TierRank) && (records.Count == 0 || sale.TierRank > records[^1].Rank))
                records.Add((sale.TierRank, sale.At.Day));
        }

        return records;
    }

    private static int FirstDayRanked(List<(double Rank, int Day)> records, double rank)
    {
        foreach (var record in records)
        {
            if (record.Rank >= rank)
                return record.Day;
        }

        return DaySpan.Never;
    }

    private static Dictionary<int, int> FirstDayOfLines(ReadOnlySpan<SaleFact> sales)
    {
        var days = new Dictionary<int, int>();
        foreach (ref readonly var sale in sales)
        {
            if (sale.Line >= 0)
                days.TryAdd(sale.Line, sale.At.Day);
        }

        return days;
    }
}
