using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>The metric rows of one evaluation; each asked for once.</summary>
internal sealed class NightMetrics(IMetricReader reader)
{
    private readonly Dictionary<(string Kpi, int Window, DateOnly Day), IReadOnlyDictionary<string, MetricRow>> days = [];
    private readonly Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow?> rows = [];

    /// <summary>The rows of all segments of a day.</summary>
    public async Task<IReadOnlyDictionary<string, MetricRow>> SegmentsAsync(string kpi, int window, DateOnly day, CancellationToken cancellationToken)
    {
        if (days.TryGetValue((kpi, window, day), out var known))
            return known;
        var read = new Dictionary<string, MetricRow>(StringComparer.Ordinal);
        await foreach (var row in reader.ReadAsync(new MetricQuery(day, day, kpi, null, window), cancellationToken).ConfigureAwait(false))
            read[row.Segment] = row;
        return days[(kpi, window, day)] = read;
    }

    /// <summary>The row of one segment on a day; null where there is none.</summary>
    public async Task<MetricRow?> RowAsync(string kpi, int window, string segment, DateOnly day, CancellationToken cancellationToken)
    {
        if (days.TryGetValue((kpi, window, day), out var segments))
            return segments.GetValueOrDefault(segment);
        if (rows.TryGetValue((kpi, window, segment, day), out var known))
            return known;
        var read = await RangeAsync(kpi, window, segment, day, day, cancellationToken).ConfigureAwait(false);
        return rows[(kpi, window, segment, day)] = read.SingleOrDefault();
    }

    /// <summary>The rows of one segment, by day.</summary>
    public async Task<IReadOnlyList<MetricRow>> RangeAsync(string kpi, int window, string segment, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var read = new List<MetricRow>();
        await foreach (var row in reader.ReadAsync(new MetricQuery(from, to, kpi, segment, window), cancellationToken).ConfigureAwait(false))
            read.Add(row);
        return read;
    }
}
