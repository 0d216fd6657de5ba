using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures leads, not converted, with at least so many attempts strictly after their last response.</summary>
internal sealed class UnresponsiveMeasure(FactSet facts, MeasureBoard board, LeadPass leads, int unresponsiveAfter)
{
    private readonly bool isAsked = board.UsesOf(Known.UnresponsiveLeads).Any();

    /// <summary>Measures a person, if it is a lead.</summary>
    /// <param name="touches">What happened with it, in the order of the instants.</param>
    /// <param name="days">The days D for which that is seen.</param>
    public void Measure(List<TouchFact> touches, DaySpan days)
    {
        if (!isAsked || TouchFact.LeadOf(touches[0].Person) is not { } number || !facts.Leads[number].HasRecord)
            return;
        var lead = facts.Leads[number];
        var waiting = days.And(new DaySpan(lead.Created.Day, lead.Converted?.Day ?? DaySpan.Never));
        foreach (var span in SilentDays(touches))
            Count(lead, span.And(waiting));
    }

    private void Count(Lead lead, DaySpan silent)
    {
        if (silent.IsEmpty)
            return;
        board.About = lead.Origin;
        foreach (var (set, days) in leads.SetsOf(lead))
            board.State(Known.UnresponsiveLeads, days.And(silent), set);
    }

    /// <summary>The days at whose end there were enough attempts since the last response.</summary>
    private IEnumerable<DaySpan> SilentDays(List<TouchFact> touches)
    {
        var unanswered = 0;
        foreach (var day in touches.GroupBy(touch => touch.At.Day))
        {
            unanswered = AtEndOf(day, unanswered);
            var next = touches.FindIndex(touch => touch.At.Day > day.Key);
            if (unanswered >= unresponsiveAfter)
                yield return new DaySpan(day.Key, next < 0 ? DaySpan.Never : touches[next].At.Day);
        }
    }

    /// <summary>Attempts strictly after the last response: those of a response's own instant are not.</summary>
    private static int AtEndOf(IEnumerable<TouchFact> day, int unanswered)
    {
        foreach (var instant in day.GroupBy(touch => touch.At.Ticks))
            unanswered = instant.Any(touch => touch.IsResponse) ? 0 : unanswered + instant.Count(touch => touch.IsAttempt);
        return unanswered;
    }
}
