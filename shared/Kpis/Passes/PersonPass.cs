using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures people: how long after the first attempt to reach them they first acted.</summary>
internal sealed class PersonPass(FactSet facts, MeasureBoard board)
{
    /// <summary>Measures everybody.</summary>
    public void Run()
    {
        for (var bucket = 0; bucket < facts.Buckets; bucket++)
        {
            var touches = facts.Touches.Read(bucket);
            for (var start = 0; start < touches.Length;)
            {
                var end = start + 1;
                while (end < touches.Length && touches[end].Person == touches[start].Person)
                    end++;
                Measure(touches.AsSpan(start, end - start));
                start = end;
            }
        }
    }

    private void Measure(Span<TouchFact> touches)
    {
        touches.Sort(ByInstant);
        if (FirstAttempt(touches) is not { } attempt)
            return;
        if (attempt.Kind == TouchKind.AnsweredAttempt)
        {
            board.Value(Known.OutreachToAction, attempt.At.Day, attempt.Visible, attempt.Set, 0);
            return;
        }

        MeasureLaterActions(attempt, touches);
    }

    /// <summary>
    /// Which action is the first changes on the days when records are deleted: each candidate, earliest first, holds from where the
    /// earlier ones are gone to where it is gone itself.
    /// </summary>
    private void MeasureLaterActions(in TouchFact attempt, ReadOnlySpan<TouchFact> touches)
    {
        var from = DaySpan.Ever;
        foreach (ref readonly var touch in touches)
        {
            if (touch.Kind == TouchKind.Attempt || touch.At.Ticks <= attempt.At.Ticks)
                continue;
            var isFirst = new DaySpan(from, touch.Visible.To);
            board.Value(Known.OutreachToAction, touch.At.Day, isFirst, attempt.Set, touch.At.DaysSince(attempt.At));
            from = Math.Max(from, touch.Visible.To);
            if (from >= DaySpan.Never)
                return;
        }
    }

    private TouchFact? FirstAttempt(ReadOnlySpan<TouchFact> touches)
    {
        TouchFact? first = null;
        foreach (ref readonly var touch in touches)
        {
            if (touch.Kind is not (TouchKind.Attempt or TouchKind.AnsweredAttempt))
                continue;
            if (first is not { } earlier)
                first = touch;
            else if (touch.At.Ticks == earlier.At.Ticks && facts.Ids.Compare(touch.Id, earlier.Id) < 0)
                first = touch;
        }

        return first;
    }

    private static int ByInstant(TouchFact left, TouchFact right) => left.At.Ticks.CompareTo(right.At.Ticks);
}
