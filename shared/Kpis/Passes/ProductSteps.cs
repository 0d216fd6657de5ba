using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// The last product a customer had bought by the end of each day, as steps: for upgrade_rate ('last' is by instant of the sales that
/// state a product; of equal instants the highest rank).
/// </summary>
internal sealed class ProductSteps
{
    private readonly List<(int Day, double Rank)> steps = [];

    /// <summary>The steps of a customer's sales, given in the order of their instants.</summary>
    public static ProductSteps Of(ReadOnlySpan<SaleFact> sales)
    {
        var result = new ProductSteps();
        var lastInstant = long.MinValue;
        foreach (ref readonly var sale in sales)
        {
            if (sale.StatesProduct)
            {
                result.Add(sale, isSameInstant: sale.At.Ticks == lastInstant);
                lastInstant = sale.At.Ticks;
            }
        }

        return result;
    }

    /// <summary>The days D on which the last product before W(n) has a rank.</summary>
    public List<DaySpan> RankedBefore(int window)
    {
        var days = new List<DaySpan>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (!double.IsNaN(steps[i].Rank))
                days.Add(StepDays(i).Later(window));
        }

        return days;
    }

    /// <summary>The days D on which the last product in W(n) ranks above the last before W(n), both ranked.</summary>
    public List<DaySpan> Upgraded(int window)
    {
        var days = new List<DaySpan>();
        for (int before = 0, now = 0; before < steps.Count && now < steps.Count;)
        {
            var last = StepDays(now).And(DaySpan.WindowHolding(steps[now].Day, window, lag: 0));
            var earlier = StepDays(before).Later(window);
            if (steps[now].Rank > steps[before].Rank)
                days.Add(last.And(earlier));
            if (StepDays(now).To < earlier.To)
                now++;
            else
                before++;
        }

        return days;
    }

    private void Add(in SaleFact sale, bool isSameInstant)
    {
        var rank = sale.TierRank;
        if (isSameInstant)
            rank = double.IsNaN(rank) ? steps[^1].Rank : double.IsNaN(steps[^1].Rank) ? rank : Math.Max(rank, steps[^1].Rank);
        if (steps.Count > 0 && steps[^1].Day == sale.At.Day)
            steps[^1] = (sale.At.Day, rank);
        else
            steps.Add((sale.At.Day, rank));
    }

    private DaySpan StepDays(int index) => new(steps[index].Day, index + 1 < steps.Count ? steps[index + 1].Day : DaySpan.Never);
}
