using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Nights;

namespace CrmServerless.Kpis.Metrics;

/// <summary>Reads DailyMetrics as the days' markers say. The KPIs are those of the configuration now in force.</summary>
public sealed class MetricReader(CrmStorage storage, DayMarkers markers, RunLog runs, IConfigurationSource configuration) : IMetricReader
{
    private readonly TableClient table = storage.Table(StorageNames.DailyMetrics);

    /// <inheritdoc/>
    public async IAsyncEnumerable<MetricRow> ReadAsync(MetricQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = await markers.ListAsync(query.From, query.To, cancellationToken);
        var committed = listed.Where(marker => query.Includes(marker.Day)).ToDictionary(marker => marker.Day, marker => marker.Run);
        var months = committed.Keys.Order().GroupBy(MetricKeys.Month).Select(days => (Name: days.Key, First: days.First(), Last: days.Last())).ToArray();
        foreach (var kpi in await KpisAsync(query, cancellationToken))
        {
            var rows = new List<MetricRow>();
            foreach (var month in months)
                await AddAsync(rows, $"{month.Name}|{MetricKeys.Escape(kpi)}", query with { From = month.First, To = month.Last }, committed, cancellationToken);
            foreach (var row in rows.OrderBy(r => r.Window).ThenBy(r => r.Segment, StringComparer.Ordinal).ThenBy(r => r.Day))
                yield return row;
        }
    }

    /// <summary>The stored value of one KPI, window, segment and day, and the one that it replaced; null where there is none.</summary>
    public async Task<(MetricRow Row, EarlierValue? Earlier)?> FindAsync(string kpi, int window, string segment, DateOnly day, CancellationToken cancellationToken)
    {
        if (await markers.ListAsync(day, day, cancellationToken) is not [var marker])
            return null;
        var found = await table.GetEntityIfExistsAsync<TableEntity>(MetricKeys.Partition(day, kpi), MetricKeys.Row(window, segment, day), cancellationToken: cancellationToken);
        return found.HasValue && MetricEntity.Read(found.Value!, marker.Run) is { } row ? (row, MetricEntity.ReadEarlier(found.Value!, marker.Run)) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DateOnly>> ComputedDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. (await markers.ListAsync(from, to, cancellationToken)).Select(marker => marker.Day)];

    /// <inheritdoc/>
    public async Task<DateOnly?> DataStartAsync(CancellationToken cancellationToken) => (await runs.ReadProgressAsync(cancellationToken)).DataStart;

    private async Task<IEnumerable<string>> KpisAsync(MetricQuery query, CancellationToken cancellationToken) =>
        query.Kpi is { } one ? [one] : (await configuration.LoadAsync(cancellationToken)).Kpis.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal);

    private async Task AddAsync(
        List<MetricRow> rows, string partition, MetricQuery query, Dictionary<DateOnly, long> committed, CancellationToken cancellationToken)
    {
        await foreach (var entity in table.QueryAsync<TableEntity>(FilterOf(partition, query), cancellationToken: cancellationToken))
        {
            if (entity.RowKey == FencedPartition.FenceRow)
                continue;
            var day = DateOnly.FromDateTime(entity.GetDateTimeOffset("Day")!.Value.UtcDateTime);
            if (committed.TryGetValue(day, out var run) && MetricEntity.Read(entity, run) is { } row && Matches(row, query))
                rows.Add(row);
        }
    }

    /// <summary>
    /// Narrows to the days, and to the rows of one window, or one window and segment, where the query names them; the rest is sorted out by
    /// <see cref="Matches"/>.
    /// </summary>
    private static string FilterOf(string partition, MetricQuery query)
    {
        var (first, last) = (Midnight(query.From), Midnight(query.To));
        if (query.Window is not { } window)
            return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Day ge {first} and Day le {last}");
        var prefix = query.Segment is { } segment ? MetricKeys.SegmentPrefix(window, segment) : FormattableString.Invariant($"{window}|");
        var end = $"{prefix[..^1]}}}";
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {end} and Day ge {first} and Day le {last}");
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static bool Matches(MetricRow row, MetricQuery query) =>
        (query.Segment is null || row.Segment == query.Segment) && (query.Window is null || row.Window == query.Window);
}
