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

    /// <summary>The runs of days within which sales and interactions are the same.</summary>
    public static List<DaySpan> Epochs(ReadOnlySpan<SaleFact> sales, ReadOnlySpan<ContactFact> contacts)
    {
        var days = new List<int> { DaySpan.Ever, DaySpan.Never };
        foreach (ref readonly var sale in sales)
            AddBoundaries(days, sale.Visible, sale.At.Day);
        foreach (ref readonly var contact in contacts)
            AddBoundaries(days, contact.Visible, contact.Day);
        return Passes.Epochs.Between(days);
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

    /// <summary>The interactions that are seen on all days of such a run.</summary>
    public static List<ContactFact> SeenOnAll(DaySpan days, ReadOnlySpan<ContactFact> contacts)
    {
        var seen = new List<ContactFact>(contacts.Length);
        foreach (ref readonly var contact in contacts)
        {
            if (contact.Visible.From <= Math.Max(days.From, contact.Day) && contact.Visible.To >= days.To)
                seen.Add(contact);
        }

        return seen;
    }

    /// <summary>A fact that is there from before its own day on begins no run: nothing of it is seen earlier.</summary>
    private static void AddBoundaries(List<int> days, DaySpan visible, int day)
    {
        if (visible.From > day)
            days.Add(visible.From);
        if (visible.To < DaySpan.Never)
            days.Add(visible.To);
    }
}
