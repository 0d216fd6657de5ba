using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Explaining;

/// <summary>
/// Takes notes while one value is computed, so that it can be explained: which records each measure counted and which it did not, those that never came
/// so far, and the exchange rates used. The computation is the one of every night; without a trace it notes nothing.
/// </summary>
/// <param name="carriers">Whose facts the value is made of.</param>
/// <param name="uses">The measures that the value is made of.</param>
/// <param name="segment">The segment's text.</param>
/// <param name="day">The day.</param>
internal sealed class Trace(IReadOnlySet<Carrier> carriers, IReadOnlyCollection<MeasureUse> uses, string segment, int day)
{
    private readonly Dictionary<MeasureUse, TracedPart> parts = uses.Distinct().ToDictionary(use => use, use => new TracedPart(use, day));
    private readonly Dictionary<int, string> leftOut = [];
    private readonly Dictionary<int, UsedRate> rates = [];
    private readonly bool isOfSums = uses.Any(use => use.Measure.Kind is MeasureKind.Sum or MeasureKind.Stock);
    private int segmentNumber;

    /// <summary>The records by number.</summary>
    public Origins Origins { get; } = new();

    /// <summary>By measure.</summary>
    public IReadOnlyCollection<TracedPart> Parts => parts.Values;

    /// <summary>Records that gave no fact, or only in part, and why.</summary>
    public IReadOnlyDictionary<int, string> LeftOut => leftOut;

    /// <summary>The rate that a record's amount was converted by; the last of several.</summary>
    public IReadOnlyDictionary<int, UsedRate> Rates => rates;

    /// <summary>Notes what is fed to a measure.</summary>
    /// <param name="use">The measure.</param>
    /// <param name="origin">The record it comes from.</param>
    /// <param name="happened">The day of the fact; null for what is so on a run of days.</param>
    /// <param name="days">The days D on which it counts.</param>
    /// <param name="segments">The segments it belongs to.</param>
    /// <param name="amount">What it adds.</param>
    public void See(MeasureUse use, int origin, int? happened, DaySpan days, ReadOnlySpan<int> segments, decimal amount)
    {
        if (parts.TryGetValue(use, out var part))
            part.See(origin, happened, days, segments.Contains(segmentNumber), amount);
    }

    /// <summary>Notes that a record gives no fact of a carrier.</summary>
    /// <param name="origin">The record.</param>
    /// <param name="carrier">The carrier of the fact that it might have given.</param>
    /// <param name="happened">Its day where it has one: only records of the window are worth a note.</param>
    /// <param name="reason">Why, in words.</param>
    public void LeaveOut(int origin, Carrier carrier, int? happened, string reason)
    {
        if (!carriers.Contains(carrier))
            return;
        if (happened is not { } on || parts.Values.Any(part => part.Use.Window == 0 ? on <= part.Days.Last : part.Days.First <= on && on <= part.Days.Last))
            leftOut[origin] = reason;
    }

    /// <summary>Notes that a fact counts, but adds nothing to sums.</summary>
    /// <inheritdoc cref="LeaveOut"/>
    public void LeaveOutOfSums(int origin, Carrier carrier, int? happened, string reason)
    {
        if (isOfSums)
            LeaveOut(origin, carrier, happened, $"{reason}: it counts, and adds nothing to sums");
    }

    /// <summary>Notes the rate by which a record's amount was converted; 1 of the reporting currency is no conversion.</summary>
    public void Convert(int origin, string currency, int on, decimal rate)
    {
        if (rate != 1)
            rates[origin] = new UsedRate(currency, on, rate);
    }

    /// <summary>States in which space segments have their numbers.</summary>
    public void Use(SegmentSpace numbers)
    {
        var pairs = SegmentText.Parse(segment);
        segmentNumber = pairs.Count == 0 ? SegmentSpace.All : numbers.Intern([.. pairs.Select(pair => pair.Key)], [.. pairs.Select(pair => pair.Value)]);
    }
}

/// <summary>A rate that was used.</summary>
/// <param name="Currency">Its currency.</param>
/// <param name="Day">The day it was taken for.</param>
/// <param name="Rate">Reporting units for one unit of the currency.</param>
internal readonly record struct UsedRate(string Currency, int Day, decimal Rate);
