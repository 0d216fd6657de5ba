using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>Why a benchmark has no value.</summary>
public enum NoBenchmarkReason
{
    /// <summary>The window, or too many of those it would be compared with, begin before the start of the data.</summary>
    WarmingUp,

    /// <summary>The windows lie inside the data, but too few hold a value that rests on enough.</summary>
    NotEnoughWindows,

    /// <summary>Nothing to compare with is known at all.</summary>
    NoData,

    /// <summary>It begins on a later day.</summary>
    NotYetStarted,
}

/// <summary>What a benchmark says of one value: a <see cref="BenchmarkValue"/>, or <see cref="NoBenchmark"/>.</summary>
public abstract record BenchmarkAnswer;

/// <summary>There is nothing to hold the value against; it is not judged.</summary>
/// <param name="Reason">Why.</param>
public sealed record NoBenchmark(NoBenchmarkReason Reason) : BenchmarkAnswer;

/// <summary>What a value should be, and from where on it is worse than that.</summary>
public sealed record BenchmarkValue : BenchmarkAnswer
{
    /// <summary>The kind, as configuration and messages write it: history, industry, expectation, improvement.</summary>
    public required string Kind { get; init; }

    /// <summary>The value expected, or the low end of the expected band; in the KPI's unit.</summary>
    public required double Low { get; init; }

    /// <summary>The high end of the expected band; equal to <see cref="Low"/> where one value is expected.</summary>
    public required double High { get; init; }

    /// <summary>Outside is a warning.</summary>
    public required Limits Warning { get; init; }

    /// <summary>Outside is critical; null: never.</summary>
    public Limits? Critical { get; init; }

    /// <summary>Inside, an open alert recovers.</summary>
    public required Limits Recovery { get; init; }

    /// <summary>Where it comes from, in words that follow "compared with": `the median of the last 8 Mondays`.</summary>
    public required string Source { get; init; }

    /// <summary>How many values it rests on; 0 for a target that somebody set.</summary>
    public int Sample { get; init; }

    /// <summary>The days whose windows it was made of, newest first; empty where it wasn't.</summary>
    public IReadOnlyList<DateOnly> ComparedDays { get; init; } = [];

    /// <summary>The expected value nearest to <paramref name="value"/>, which differences are told against.</summary>
    public double ExpectedFor(double value) => Math.Clamp(value, Low, High);

    /// <summary>How bad <paramref name="value"/> is.</summary>
    public Severity Judge(double value) =>
        Critical?.AreExceededBy(value) == true ? Severity.Critical
        : Warning.AreExceededBy(value) ? Severity.Warning
        : Severity.None;

    /// <summary>Whether <paramref name="value"/> is near enough to the benchmark, or better, to close an open alert.</summary>
    public bool IsRecovered(double value) => Judge(value) == Severity.None && !Recovery.AreExceededBy(value);
}
