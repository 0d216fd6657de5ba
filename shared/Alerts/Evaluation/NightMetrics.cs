using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>The metric rows of one evaluation; each is read once.</summary>
internal sealed class NightMetrics(IMetricReader reader)
{
    private readonly Dictionary<(string Kpi, int Window, DateOnly Day), Dictionary<string, MetricRow>> days = [];
    private readonly Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow?> rows = [];

    /// <summary>The rows of all segments, by segment, for each of <paramref name="wanted"/> in its order.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, MetricRow>>> SegmentsAsync(
        string kpi, int window, IReadOnlyList<DateOnly> wanted, CancellationToken cancellationToken)
    {
        var unread = wanted.Where(day => !days.ContainsKey((kpi, window, day))).ToHashSet();
        foreach (var day in unread)
            days[(kpi, window, day)] = new Dictionary<string, MetricRow>(StringComparer.Ordinal);
        foreach (var row in await ReadAsync(kpi, window, null, unread, cancellationToken).ConfigureAwait(false))
            days[(kpi, window, row.Day)][row.Segment] = row;
        return [.. wanted.Select(day => days[(kpi, window, day)])];
    }

    /// <summary>The rows of one segment on those of <paramref name="wanted"/> that have one, by day.</summary>
    public async Task<Dictionary<DateOnly, MetricRow>> RowsAsync(string kpi, int window, string segment, IReadOnlyList<DateOnly> wanted, CancellationToken cancellationToken)
    {
        var unread = wanted.Where(day => !days.ContainsKey((kpi, window, day)) && !rows.ContainsKey((kpi, window, segment, day))).ToHashSet();
        foreach (var day in unread)
            rows[(kpi, window, segment, day)] = null;
        foreach (var row in await ReadAsync(kpi, window, segment, unread, cancellationToken).ConfigureAwait(false))
            rows[(kpi, window, segment, row.Day)] = row;
        return wanted.Select(day => Known(kpi, window, segment, day)).OfType<MetricRow>().ToDictionary(row => row.Day);
    }

    private MetricRow? Known(string kpi, int window, string segment, DateOnly day) =>
        days.TryGetValue((kpi, window, day), out var segments) ? segments.GetValueOrDefault(segment) : rows[(kpi, window, segment, day)];

    private async Task<IReadOnlyList<MetricRow>> ReadAsync(string kpi, int window, string? segment, HashSet<DateOnly> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return [];
        var query = new MetricQuery(wanted.Min(), wanted.Max(), kpi, segment, window) { Days = wanted };
        var read = new List<MetricRow>();
        await foreach (var row in reader.ReadAsync(query, cancellationToken).ConfigureAwait(false))
            read.Add(row);
        return read;
    }
}
