namespace CrmServerless.Kpis.Metrics;

/// <summary>Which metric rows are wanted. Null means all.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Kpi">A KPI id.</param>
/// <param name="Segment">A segment, exactly.</param>
/// <param name="Window">A window.</param>
public sealed record MetricQuery(DateOnly From, DateOnly To, string? Kpi = null, string? Segment = null, int? Window = null)
{
    /// <summary>Only these days of the range; null: all. Days far apart cost less in one query than in one each.</summary>
    public IReadOnlySet<DateOnly>? Days { get; init; }

    /// <summary>Whether a day is wanted.</summary>
    public bool Includes(DateOnly day) => day >= From && day <= To && Days?.Contains(day) != false;
}

/// <summary>Reads computed metrics; only rows of days whose run completed, and each day as its run left it.</summary>
public interface IMetricReader
{
    /// <summary>The rows asked for, sorted by kpi, window, segment, day.</summary>
    IAsyncEnumerable<MetricRow> ReadAsync(MetricQuery query, CancellationToken cancellationToken);

    /// <summary>The days from..to that a completed run computed, ascending.</summary>
    Task<IReadOnlyList<DateOnly>> ComputedDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>
    /// The first day on which any delivered record speaks (the start of the data), as the last run saw it, or null before the first run.
    /// A window that begins before it is warming up.
    /// </summary>
    Task<DateOnly?> DataStartAsync(CancellationToken cancellationToken);
}
