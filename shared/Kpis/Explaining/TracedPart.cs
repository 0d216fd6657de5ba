using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Explaining;

/// <summary>What one measure of a KPI counted on the day, and what it did not, by record.</summary>
internal sealed class TracedPart(MeasureUse use, int day)
{
    private readonly Dictionary<int, Contribution> counted = [];
    private readonly Dictionary<int, string> left = [];

    /// <summary>The measure, its window and how many days before the day that ends.</summary>
    public MeasureUse Use { get; } = use;

    /// <summary>The first and the last day of the window; both the day itself for a state.</summary>
    public (int First, int Last) Days => Use.Window == 0 ? (day - Use.Lag, day - Use.Lag) : (day - Use.Lag - Use.Window + 1, day - Use.Lag);

    /// <summary>What counted, by record.</summary>
    public IReadOnlyDictionary<int, Contribution> Counted => counted;

    /// <summary>Why records did not count, without those of which another part did.</summary>
    public IEnumerable<KeyValuePair<int, string>> Left => left.Where(record => !counted.ContainsKey(record.Key));

    /// <summary>Takes notice of something fed to the measure.</summary>
    /// <param name="origin">The record it comes from.</param>
    /// <param name="happened">The day of the fact; null for what is so on a run of days.</param>
    /// <param name="days">The days D on which it counts.</param>
    /// <param name="isInSegment">Whether it belongs to the segment that is explained.</param>
    /// <param name="amount">What it adds: an amount, a number of things or a single value.</param>
    public void See(int origin, int? happened, DaySpan days, bool isInSegment, decimal amount)
    {
        var counts = days.From <= day && day < days.To;
        if (counts && isInSegment)
            counted[origin] = counted.GetValueOrDefault(origin).Plus(happened, amount);
        else if (counts)
            left.TryAdd(origin, "it belongs to another segment");
        else if (isInSegment && ReasonOf(happened, days) is { } reason)
            left[origin] = reason;
    }

    private string? ReasonOf(int? happened, DaySpan days)
    {
        if (happened is { } on)
        {
            return on > Days.Last ? "its day is after the window"
                : on < Days.First ? "its day is before the window"
                : "it was deleted, merged, hidden or another's on the day";
        }

        return days.IsEmpty ? null : days.From > day ? "it is so only after the day" : "it was no longer so on the day";
    }
}

/// <summary>What a record gives to a measure.</summary>
/// <param name="Day">The day of its fact, the latest of several; null for what is so on a run of days.</param>
/// <param name="Amount">What it adds.</param>
internal readonly record struct Contribution(int? Day, decimal Amount)
{
    /// <summary>With a further fact of the record.</summary>
    public Contribution Plus(int? day, decimal amount) => new(Day > day ? Day : day ?? Day, Amount + amount);
}
