using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// A customer's sales as they are seen on a run of days D: what is deleted, or named by an order, on some of the days splits the days
/// into runs within which the sales are the same (kpis.md: 'first sale, new/existing and a customer's start are as seen on D').
/// </summary>
internal readonly ref struct CustomerHistory(DaySpan seenOn, ReadOnlySpan<SaleFact> sales)
{
    /// <summary>The days D for which this is what is seen.</summary>
    public DaySpan SeenOn { get; } = seenOn;

    /// <summary>The sales and their parts, in the order of their instants.</summary>
    public ReadOnlySpan<SaleFact> Sales { get; } = sales;

    /// <summary>The first sale, or null.</summary>
    public Moment? First => Sales.Length > 0 ? Sales[0].At : null;

    /// <summary>The day of the first sale; <see cref="DaySpan.Never"/> without one.</summary>
    public int FirstDay => Sales.Length > 0 ? Sales[0].At.Day : DaySpan.Never;

    /// <summary>The ends of the runs of days within which the sales are the same: ascending, from Ever to Never.</summary>
    public static List<int> Boundaries(ReadOnlySpan<SaleFact> sales)
    {
        var days = new List<int> { DaySpan.Ever, DaySpan.Never };
        foreach (ref readonly var sale in sales)
        {
            if (sale.Visible.From > sale.At.Day)
                days.Add(sale.Visible.From);
            if (sale.Visible.To < DaySpan.Never)
                days.Add(sale.Visible.To);
        }

        days.Sort();
        return days;
    }

    /// <summary>The sales that are seen on all days of a run between two boundaries, in the order of their instants.</summary>
    public static SaleFact[] SeenOnAll(DaySpan days, ReadOnlySpan<SaleFact> sales)
    {
        var seen = new List<SaleFact>(sales.Length);
        foreach (ref readonly var sale in sales)
        {
            var isThere = sale.Visible.From <= Math.Max(days.From, sale.At.Day) && sale.Visible.To >= days.To;
            if (isThere)
                seen.Add(sale);
        }

        return [.. seen.OrderBy(s => s.At.Ticks)];
    }
}
