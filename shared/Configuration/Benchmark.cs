namespace CrmServerless.Configuration;

/// <summary>What a KPI is held against: one of the kinds below. The direction that is worse comes from the KPI.</summary>
public abstract record Benchmark
{
    /// <summary>The word benchmarks.yaml and alerts use: history, expectation, industry or improvement.</summary>
    public abstract string Kind { get; }
}

/// <summary>Which earlier values a history is made of.</summary>
public enum HistoryBasis
{
    /// <summary>
    /// Window 1: the same weekday of the weeks before. Window n: the non-overlapping windows ending D-n, D-2n, … Snapshots: month-spaced values.
    /// </summary>
    Recent,

    /// <summary>The same window a year ago.</summary>
    YearAgo,
}

/// <summary>
/// What is normal for this business: the median of earlier values. Its deviation is the median absolute deviation, at least 2 % of the
/// median and at least the sampling error of a ratio (design.md, 'Benchmarks').
/// </summary>
public sealed record HistoryBenchmark : Benchmark
{
    /// <inheritdoc/>
    public override string Kind => "history";

    /// <summary>Which earlier values; default recent.</summary>
    public HistoryBasis Compare { get; init; } = HistoryBasis.Recent;

    /// <summary>The most earlier values to take, 4..52; default 8. A year ago is one value.</summary>
    public int Periods { get; init; } = 8;

    /// <summary>With fewer earlier values there is no benchmark yet, 1..<see cref="Periods"/>; default 4.</summary>
    public int MinimumPeriods { get; init; } = 4;
}

/// <summary>What customers or the board expect: a fixed target or a band.</summary>
/// <param name="Low">The least that is expected, in the KPI's unit; null: no lower bound.</param>
/// <param name="High">The most that is expected; null: no upper bound.</param>
public sealed record ExpectationBenchmark(double? Low, double? High) : Benchmark
{
    /// <inheritdoc/>
    public override string Kind => "expectation";

    /// <summary>Who expects it, as the alert says it, e.g. 'the board'; null when not stated.</summary>
    public string? By { get; init; }
}

/// <summary>A published figure.</summary>
/// <param name="Industry">The industry, as the KPI's figures name it; `all` where one is said to hold everywhere.</param>
/// <param name="Low">The figure or the lower end of its range, in the KPI's unit.</param>
/// <param name="High">The upper end; equal to <paramref name="Low"/> for a single figure.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Year">The year it speaks of; null when not stated.</param>
public sealed record IndustryBenchmark(string Industry, double Low, double High, string Source, int? Year) : Benchmark
{
    /// <inheritdoc/>
    public override string Kind => "industry";
}

/// <summary>A stretch that ratchets in the KPI's better direction: the baseline, better by a percentage each month.</summary>
/// <param name="Baseline">Where it starts, in the KPI's unit; null: the KPI's own value on <paramref name="From"/>.</param>
/// <param name="From">The day of the baseline.</param>
/// <param name="PercentPerMonth">% of the baseline that each calendar month adds (takes off where less is better), above 0.</param>
public sealed record ImprovementBenchmark(double? Baseline, DateOnly From, double PercentPerMonth) : Benchmark
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
public sealed record GoalBenchmark(string Objective, double? Baseline, DateOnly From, double Target, DateOnly By) : Benchmark
{
    /// <inheritdoc/>
    public override string Kind => "improvement";
}
