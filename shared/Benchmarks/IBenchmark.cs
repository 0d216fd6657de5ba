using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Benchmarks;

/// <summary>What a benchmark is asked: one KPI, window and segment on one day, with the values known of it.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Window">Its window in days; 0: a snapshot.</param>
/// <param name="Day">The closed local day that is judged.</param>
/// <param name="Rows">The rows of this KPI, window and segment by day: at least those of <see cref="IBenchmark.DaysNeeded"/> that exist, and the day's own.</param>
/// <param name="Coverage">Where the data begins.</param>
/// <param name="MinimumSample">A compared value that rests on less is left out.</param>
public sealed record BenchmarkQuestion(
    Kpi Kpi, int Window, DateOnly Day, IReadOnlyDictionary<DateOnly, MetricRow> Rows, DataCoverage Coverage, long MinimumSample)
{
    /// <summary>The value that is judged; null where the day has none.</summary>
    public double? JudgedValue => Rows.GetValueOrDefault(Day)?.Value;

    /// <summary>What the judged value rests on.</summary>
    public long JudgedSample => Rows.GetValueOrDefault(Day)?.Sample ?? 0;

    /// <summary>A day's value if it rests on enough to compare with; else null.</summary>
    public double? UsableValue(DateOnly day) =>
        Rows.TryGetValue(day, out var row) && row.HasData && row.Sample >= MinimumSample ? row.Value : null;
}

/// <summary>One way of knowing what a KPI should be. Pure: the same question has the same answer.</summary>
public interface IBenchmark
{
    /// <summary>The earlier days whose rows the answer depends on, newest first; empty for a fixed target.</summary>
    IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window);

    /// <summary>What the value should be, or why that is not known.</summary>
    BenchmarkAnswer Answer(BenchmarkQuestion question);
}
