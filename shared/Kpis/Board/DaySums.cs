using System.Numerics;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Sums by segment for every day of a range, as difference arrays: a fact that counts on a run of days is added at its first day and
/// taken away after its last, whatever the run's length; <see cref="Seal"/> adds the differences up. Exact: no number is ever taken
/// from a rounded one (T is a whole number or a decimal).
/// </summary>
internal sealed class DaySums<T>(int from, int to)
    where T : struct, INumber<T>
{
    private T[]?[] bySegment = new T[]?[64];
    private bool isSealed;

    /// <summary>Adds the amount to the segments on the days of the run that lie in the range.</summary>
    public void Add(ReadOnlySpan<int> segments, DaySpan days, T amount)
    {
        var start = Math.Max(days.From, from) - from;
        var end = Math.Min(days.To, to + 1) - from;
        if (start >= end)
            return;
        foreach (var segment in segments)
        {
            var differences = DifferencesOf(segment);
            differences[start] += amount;
            differences[end] -= amount;
        }
    }

    /// <summary>Turns differences into sums. Nothing can be added afterwards.</summary>
    public void Seal()
    {
        if (isSealed)
            return;
        isSealed = true;
        foreach (var differences in bySegment)
        {
            for (var i = 1; i < differences?.Length; i++)
                differences[i] += differences[i - 1];
        }
    }

    /// <summary>The sum of the segment on the day; 0 where nothing was added.</summary>
    public T At(int segment, int day) => segment < bySegment.Length && bySegment[segment] is { } sums ? sums[day - from] : T.Zero;

    private T[] DifferencesOf(int segment)
    {
        if (segment >= bySegment.Length)
            Array.Resize(ref bySegment, Math.Max(segment + 1, bySegment.Length * 2));
        return bySegment[segment] ??= new T[to - from + 2];
    }
}
