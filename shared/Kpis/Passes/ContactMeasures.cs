using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures of how lately and how much customers had to do with the business: last seen, dormant, engaged.</summary>
internal sealed class ContactMeasures(MeasureBoard board, int dormantDays)
{
    private readonly int[] windows = [.. new[] { Known.EngagementsOfActive, Known.ActiveEngaged }.SelectMany(board.UsesOf).Select(use => use.Window).Distinct()];
    private readonly List<DaySpan> found = [];
    private readonly List<DaySpan> both = [];

    /// <summary>Measures one customer as seen on some days.</summary>
    /// <param name="set">The customer's segments.</param>
    /// <param name="live">The days D that count.</param>
    /// <param name="staying">From its first sale to the day it churned.</param>
    /// <param name="active">The days on which it is active.</param>
    /// <param name="sales">Its sales.</param>
    /// <param name="contacts">Its interactions.</param>
    public void Measure(int set, DaySpan live, DaySpan staying, List<DaySpan> active, ReadOnlySpan<SaleFact> sales, List<ContactFact> contacts)
    {
        var seenOn = new SortedSet<int>(contacts.Select(contact => contact.Day));
        foreach (ref readonly var sale in sales)
            seenOn.Add(sale.At.Day);
        MeasureLastSeen(set, live, active, seenOn);
        MeasureDormant(set, live.And(staying), seenOn);
        foreach (var window in windows)
            MeasureEngaged(window, set, live, active, contacts);
    }

    private void MeasureLastSeen(int set, DaySpan live, List<DaySpan> active, SortedSet<int> seenOn)
    {
        int? last = null;
        foreach (var day in seenOn.Append(DaySpan.Never))
        {
            if (last is { } seen)
            {
                foreach (var span in active)
                    board.StateValue(Known.LastSeenDay, new DaySpan(seen, day).And(span).And(live), set, seen);
            }

            last = day;
        }
    }

    /// <summary>A customer is dormant on the days when nothing of the last days was seen.</summary>
    private void MeasureDormant(int set, DaySpan staying, SortedSet<int> seenOn)
    {
        if (staying.IsEmpty)
            return;
        board.State(Known.BoughtAndStaying, staying, set);
        found.Clear();
        found.AddRange(seenOn.Select(day => DaySpan.WindowHolding(day, dormantDays, lag: 0)));
        DaySpans.Normalize(found);
        foreach (var span in DaySpans.Without(found))
            board.State(Known.Dormant, span.And(staying), set);
    }

    private void MeasureEngaged(int window, int set, DaySpan live, List<DaySpan> active, List<ContactFact> contacts)
    {
        found.Clear();
        var customer = board.About;
        foreach (var contact in contacts.Where(contact => contact.Engages))
        {
            board.About = contact.Origin;
            var days = DaySpan.WindowHolding(contact.Day, window, lag: 0).And(live);
            found.Add(days);
            foreach (var span in active)
                board.CountOver(Known.EngagementsOfActive, window, days.And(span), set);
        }

        board.About = customer;
        DaySpans.Normalize(found);
        DaySpans.Intersect(found, active, both);
        foreach (var span in both)
            board.CountOver(Known.ActiveEngaged, window, span, set);
    }
}
