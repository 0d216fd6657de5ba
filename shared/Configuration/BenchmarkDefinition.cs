namespace CrmServerless.Configuration;

/// <summary>What a KPI is held against: one of the kinds below. The direction that is worse comes from the KPI.</summary>
public abstract record BenchmarkDefinition
{
    /// <summary>The word benchmarks.yaml and alerts use: history, expectation, industry or improvement.</summary>
    public abstract string Kind { get; }
}

/// <summary>Which earlier values a history is made of.</summary>
public enum HistoryBasis
{
    /// <summary><see cref="Recent"/> where there is enough of it, else <see cref="YearAgo"/>.</summary>
    Auto,

    /// <summary>
    /// Window 1: the same weekday of the weeks before. Window n: the non-overlapping windows ending D-n, D-2n, … Snapshots: month-spaced values.
    /// Four at least, eight at most.
    /// </summary>
    Recent,

    /// <summary>The same window a year ago: for a business with seasons.</summary>
    YearAgo,
}

/// <summary>
/// What is normal for this business: the median of earlier values. Its deviation is the median absolute deviation, at least 2 % of the
/// median and at least the sampling error of a ratio (design.md, 'Benchmarks').
/// </summary>
/// <param name="Compare">Which earlier values.</param>
public sealed record HistoryDefinition(HistoryBasis Compare = HistoryBasis.Auto) : BenchmarkDefinition
{
    /// <inheritdoc/>
    public override string Kind => "history";
}

/// <summary>What customers or the board expect: a fixed target or a band.</summary>
/// <param name="Low">The target, or the low end of the band; in the KPI's unit.</param>
/// <param name="High">The high end; equal to <paramref name="Low"/> for a target. With a band both sides are bad, whatever the KPI's direction.</param>
/// <param name="By">Who expects it, as the alert says it, e.g. 'the board'; null when not stated.</param>
public sealed record ExpectationDefinition(double Low, double High, string? By = null) : BenchmarkDefinition
{
    /// <inheritdoc/>
    public override string Kind => "expectation";
}

/// <summary>A published figure.</summary>
/// <param name="Industry">The industry, as the KPI's figures name it; `all` where one is said to hold everywhere.</param>
/// <param name="Low">The figure or the lower end of its range, in the KPI's unit.</param>
/// <param name="High">The upper end; equal to <paramref name="Low"/> for a single figure.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Year">The year it speaks of; null when not stated.</param>
public sealed record IndustryDefinition(string Industry, double Low, double High, string Source, int? Year) : BenchmarkDefinition
{
    /// <inheritdoc/>
    public override string Kind => "industry";
}

/// <summary>A stretch that ratchets in the KPI's better direction: the baseline, better by a percentage each month.</summary>
/// <param name="Baseline">Where it starts, in the KPI's unit; null: the KPI's own value on <paramref name="From"/>.</param>
/// <param name="From">The day of the baseline.</param>
/// <param name="PercentPerMonth">% of the baseline that each calendar month adds (takes off where less is better), above 0.</param>
public sealed record ImprovementDefinition(double? Baseline, DateOnly From, double PercentPerMonth) : BenchmarkDefinition
{
    /// <inheritdoc/>
    public override string Kind => "improvement";
}

/// <summary>A SMART goal: from a baseline on a day to a target by a day, on the straight line between.</summary>
/// <param name="Objective">What it is for, as the alert says it.</param>
/// <param name="Baseline">Where it starts, in the KPI's unit; null: the KPI's own value on <paramref name="From"/>.</param>
/// <param name="From">The day of the baseline.</param>
/// <param name="Target">Where it ends.</param>
/// <param name="By">The day of the target, after <paramref name="From"/>.</param>
public sealed record GoalDefinition(string Objective, double? Baseline, DateOnly From, double Target, DateOnly By) : BenchmarkDefinition
{
    /// <inheritdoc/>
    public override string Kind => "improvement";
}
