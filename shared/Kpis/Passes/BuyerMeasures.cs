using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// Measures of what customers bought: buyers, their sales and revenue, who came back, and how much of earlier revenue was kept. Also a deleted
/// customer counts.
/// </summary>
internal sealed class BuyerMeasures(MeasureBoard board)
{
    private readonly int[] buyerWindows = WindowsOf(board, Known.Buyers, Known.RepeatBuyers, Known.BuyersBefore, Known.BuyersBack);
    private readonly int[] revenueWindows = WindowsOf(board, Known.EarlierBuyers, Known.EarlierRevenue, Known.RetainedRevenue, Known.RetainedRevenueCapped);
    private readonly List<DaySpan> held = [];
    private readonly List<(int Day, decimal Later, decimal Earlier)> steps = [];

    /// <summary>Measures one customer as seen on some days.</summary>
    /// <param name="set">The customer's segments.</param>
    /// <param name="days">The days D that count.</param>
    /// <param name="sales">Its sales and their parts in the order of their instants.</param>
    public void Measure(int set, DaySpan days, ReadOnlySpan<SaleFact> sales)
    {
        if (sales.Length == 0)
            return;
        var first = sales[0].At.Day;
        var customer = board.About;
        board.State(Known.BuyersToDate, new DaySpan(first, DaySpan.Never).And(days), set);
        foreach (ref readonly var sale in sales)
        {
            if (sale.Part == SalePart.Whole)
                Measure(sale, set, days);
        }

        board.About = customer;

        foreach (var window in buyerWindows)
            MeasureBuyer(window, first, set, days, sales);
        foreach (var window in revenueWindows)
            MeasureKept(window, set, days, sales);
    }

    private void Measure(in SaleFact sale, int set, DaySpan days)
    {
        board.About = sale.Origin;
        board.Count(Known.BuyerSales, sale.At.Day, days, set);
        if (!sale.HasAmount)
            return;
        board.Sum(Known.BuyerRevenue, sale.At.Day, days, set, sale.Amount);
        board.StateSum(Known.RevenueToDate, new DaySpan(sale.At.Day, DaySpan.Never).And(days), set, sale.Amount);
    }

    private void MeasureBuyer(int window, int first, int set, DaySpan days, ReadOnlySpan<SaleFact> sales)
    {
        var boughtBefore = new DaySpan(first + window, DaySpan.Never).And(days);
        board.CountOver(Known.BuyersBefore, window, boughtBefore, set);
        foreach (var span in DaysHolding(1, window, sales))
        {
            board.CountOver(Known.Buyers, window, span.And(days), set);
            board.CountOver(Known.BuyersBack, window, span.And(boughtBefore), set);
        }

        foreach (var span in DaysHolding(2, window, sales))
            board.CountOver(Known.RepeatBuyers, window, span.And(days), set);
    }

    /// <summary>The days D whose window holds at least that many sales.</summary>
    private List<DaySpan> DaysHolding(int number, int window, ReadOnlySpan<SaleFact> sales)
    {
        held.Clear();
        var earlier = new Queue<int>(number);
        foreach (ref readonly var sale in sales)
        {
            if (sale.Part != SalePart.Whole)
                continue;
            earlier.Enqueue(sale.At.Day);
            if (earlier.Count == number)
                held.Add(new DaySpan(sale.At.Day, earlier.Dequeue() + window));
        }

        DaySpans.Normalize(held);
        return held;
    }

    /// <summary>
    /// Revenue in the window and in as many days before changes only when a sale enters the window, passes from it into the days
    /// before, or leaves those.
    /// </summary>
    private void MeasureKept(int window, int set, DaySpan days, ReadOnlySpan<SaleFact> sales)
    {
        steps.Clear();
        foreach (ref readonly var sale in sales)
        {
            if (sale is not { Part: SalePart.Whole, HasAmount: true })
                continue;
            steps.Add((sale.At.Day, sale.Amount, 0));
            steps.Add((sale.At.Day + window, -sale.Amount, sale.Amount));
            steps.Add((sale.At.Day + (2 * window), 0, -sale.Amount));
        }

        steps.Sort(static (left, right) => left.Day.CompareTo(right.Day));
        var (later, earlier) = (0m, 0m);
        for (var i = 0; i < steps.Count; i++)
        {
            later += steps[i].Later;
            earlier += steps[i].Earlier;
            var until = i + 1 < steps.Count ? steps[i + 1].Day : steps[i].Day;
            var span = new DaySpan(steps[i].Day, until).And(days);
            if (earlier <= 0 || span.IsEmpty)
                continue;
            board.CountOver(Known.EarlierBuyers, window, span, set);
            board.SumOver(Known.EarlierRevenue, window, span, set, earlier);
            board.SumOver(Known.RetainedRevenue, window, span, set, later);
            board.SumOver(Known.RetainedRevenueCapped, window, span, set, Math.Min(later, earlier));
        }
    }

    private static int[] WindowsOf(MeasureBoard board, params Measure[] measures) => [.. measures.SelectMany(board.UsesOf).Select(use => use.Window).Distinct()];
}
