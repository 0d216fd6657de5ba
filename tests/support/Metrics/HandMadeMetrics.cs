using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Tests.Support.Metrics;

/// <summary>Metrics as a test makes them up: for each KPI, window and segment a value by day.</summary>
public sealed class HandMadeMetrics(DateOnly start) : IMetricReader
{
    private readonly SortedDictionary<(string Kpi, int Window, string Segment), Func<DateOnly, MetricRow?>> series =
        new(Comparer<(string Kpi, int Window, string Segment)>.Create((a, b) => string.CompareOrdinal($"{a.Kpi}|{a.Window:0000}|{a.Segment}", $"{b.Kpi}|{b.Window:0000}|{b.Segment}")));

    private readonly HashSet<DateOnly> missed = [];

    /// <summary>A percentage as part and whole by day; null: no row.</summary>
    public HandMadeMetrics Share(string kpi, int window, string segment, Func<DateOnly, (double Part, double Whole)?> of) => Add(kpi, window, segment, day =>
        of(day) is { } pair
            ? new MetricRow(day, kpi, window, segment, pair.Whole == 0 ? null : 100 * pair.Part / pair.Whole, pair.Part, pair.Whole, (long)pair.Whole, "percent", pair.Whole != 0)
            : null);

    /// <summary>A mean as sum and count by day.</summary>
    public HandMadeMetrics Mean(string kpi, int window, string segment, Func<DateOnly, (double Sum, double Count)> of, string unit = "money") => Add(kpi, window, segment, day =>
        new MetricRow(day, kpi, window, segment, of(day).Sum / of(day).Count, of(day).Sum, of(day).Count, (long)of(day).Count, unit, true));

    /// <summary>A sum or count by day; null: no data.</summary>
    public HandMadeMetrics Sum(string kpi, int window, string segment, Func<DateOnly, double?> of, string unit = "money", long sample = 100) => Add(kpi, window, segment, day =>
        new MetricRow(day, kpi, window, segment, of(day), null, null, of(day) is null ? 0 : sample, unit, of(day) is not null));

    /// <summary>This day's run did not complete.</summary>
    public HandMadeMetrics Missing(DateOnly day)
    {
        missed.Add(day);
        return this;
    }

    public HandMadeMetrics Computed(DateOnly day)
    {
        missed.Remove(day);
        return this;
    }

    public async IAsyncEnumerable<MetricRow> ReadAsync(MetricQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (key, row) in series.Where(pair => Wanted(pair.Key, query)))
        {
            for (var day = query.From < start ? start : query.From; day <= query.To; day = day.AddDays(1))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (query.Includes(day) && !missed.Contains(day) && row(day) is { } made)
                    yield return made;
            }
        }
    }

    public Task<IReadOnlyList<DateOnly>> ComputedDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DateOnly>>(
            [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(day => day >= start && !missed.Contains(day))]);

    public Task<DateOnly?> DataStartAsync(CancellationToken cancellationToken) => Task.FromResult<DateOnly?>(start);

    private HandMadeMetrics Add(string kpi, int window, string segment, Func<DateOnly, MetricRow?> of)
    {
        series[(kpi, window, segment)] = of;
        return this;
    }

    private static bool Wanted((string Kpi, int Window, string Segment) key, MetricQuery query) =>
        (query.Kpi is null || key.Kpi == query.Kpi) && (query.Window is null || key.Window == query.Window) && (query.Segment is null || key.Segment == query.Segment);
}
