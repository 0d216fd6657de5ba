using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// Measures people: attempts to reach them, whether they respond, how long after the first attempt they first act, and which leads no longer
/// respond.
/// </summary>
internal sealed class PersonPass(FactSet facts, MeasureBoard board, LeadPass leads, int unresponsiveAfter)
{
    private readonly UnresponsiveMeasure unresponsive = new(facts, board, leads, unresponsiveAfter);

    /// <summary>Measures everybody.</summary>
    public void Run() => facts.Touches.ForEachKey(Measure);

    /// <summary>Measures one person; who did what first may change on the days when records are deleted or change hands.</summary>
    private void Measure(Span<TouchFact> touches)
    {
        foreach (ref readonly var touch in touches)
        {
            board.About = touch.Origin;
            if (touch.IsAttempt)
                board.Count(Known.Attempts, touch.At.Day, touch.Visible, touch.Set);
        }

        touches.Sort(ByInstant);
        Epochs.ForEach<TouchFact>(touches, static touch => touch.Visible, Measure);
    }

    private void Measure(List<TouchFact> touches, DaySpan days)
    {
        if (FirstAttempt(touches) is not { } attempt)
            return;
        board.About = attempt.Origin;
        board.Count(Known.PeopleAttempted, attempt.At.Day, days, attempt.Set);
        MeasureResponse(attempt, touches, days);
        MeasureAction(attempt, touches, days);
        unresponsive.Measure(touches, days);
    }

    private void MeasureResponse(TouchFact attempt, List<TouchFact> touches, DaySpan days)
    {
        var isAtOnce = attempt.Kind == TouchKind.AnsweredAttempt;
        var response = touches.FindIndex(touch => touch.IsResponse && touch.At.Ticks > attempt.At.Ticks);
        if (!isAtOnce && response < 0)
            return;
        var day = isAtOnce ? attempt.At.Day : touches[response].At.Day;
        board.Count(Known.PeopleResponded, attempt.At.Day, days.And(new DaySpan(day, DaySpan.Never)), attempt.Set);
    }

    private void MeasureAction(TouchFact attempt, List<TouchFact> touches, DaySpan days)
    {
        if (attempt.Kind == TouchKind.AnsweredAttempt)
        {
            board.Value(Known.OutreachToAction, attempt.At.Day, days, attempt.Set, 0);
            return;
        }

        var action = touches.FindIndex(touch => touch.Kind != TouchKind.Attempt && touch.At.Ticks > attempt.At.Ticks);
        if (action >= 0)
            board.Value(Known.OutreachToAction, touches[action].At.Day, days, attempt.Set, touches[action].At.DaysSince(attempt.At));
    }

    private TouchFact? FirstAttempt(List<TouchFact> touches)
    {
        TouchFact? first = null;
        foreach (var touch in touches.Where(touch => touch.IsAttempt))
        {
            if (first is not { } earlier)
                first = touch;
            else if (touch.At.Ticks == earlier.At.Ticks && facts.Ids.Compare(touch.Id, earlier.Id) < 0)
                first = touch;
        }

        return first;
    }

    /// <summary>By instant; of equal ones a date alone, which counts as 00:00, comes first.</summary>
    private static int ByInstant(TouchFact left, TouchFact right) =>
        left.At.Ticks != right.At.Ticks ? left.At.Ticks.CompareTo(right.At.Ticks) : left.At.HasTime.CompareTo(right.At.HasTime);
}
