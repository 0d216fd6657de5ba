using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Kpis.Metrics;

/// <summary>What a run wrote.</summary>
/// <param name="Days">Days looked at.</param>
/// <param name="ChangedDays">Days whose rows differ from what was stored.</param>
/// <param name="Written">Rows written.</param>
/// <param name="Deleted">Rows deleted: the run had no such value any more.</param>
public sealed record WriteResult(int Days, int ChangedDays, long Written, long Deleted)
{
    /// <summary>The sum of two results.</summary>
    public static WriteResult operator +(WriteResult left, WriteResult right) =>
        new(left.Days + right.Days, left.ChangedDays + right.ChangedDays, left.Written + right.Written, left.Deleted + right.Deleted);

    /// <summary>The sum of two results.</summary>
    public static WriteResult Add(WriteResult left, WriteResult right) => left + right;
}

/// <summary>
/// Writes the computed rows of a month's days to DailyMetrics: only what differs from what is stored, then what the days no longer
/// have is deleted, then the days' markers move, all at once. A run that dies in between leaves readers with the days as they were.
/// </summary>
public sealed class MetricWriter(CrmStorage storage, DayMarkers markers, TimeProvider clock)
{
    private const int PartitionsAtOnce = 8;

    private readonly TableClient table = storage.Table(StorageNames.DailyMetrics);

    /// <summary>Writes days of one month, of which no other KPIs are stored.</summary>
    /// <exception cref="RunOvertakenException">A later run is at work on these days.</exception>
    public Task<WriteResult> WriteAsync(IReadOnlyList<DateOnly> days, IReadOnlyList<MetricRow> rows, long run, CancellationToken cancellationToken) =>
        WriteAsync(days, rows, run, mayHoldOthers: false, cancellationToken);

    /// <summary>Writes days of one month.</summary>
    /// <param name="days">The days; all of one month.</param>
    /// <param name="rows">All rows of those days.</param>
    /// <param name="run">The run's number, above that of every earlier run.</param>
    /// <param name="mayHoldOthers">Whether KPIs may be stored that there are no rows of any more: the configuration has changed.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <exception cref="RunOvertakenException">A later run is at work on these days.</exception>
    public async Task<WriteResult> WriteAsync(IReadOnlyList<DateOnly> days, IReadOnlyList<MetricRow> rows, long run, bool mayHoldOthers, CancellationToken cancellationToken)
    {
        var byDay = rows.ToLookup(row => row.Day);
        var stored = await markers.TakeMonthAsync(days[0], run, cancellationToken);
        var hashes = days.ToDictionary(day => day, day => HashOf(byDay[day]));
        var changed = days.Where(day => !stored.TryGetValue(day, out var marker) || marker.Hash != hashes[day]).ToHashSet();
        var result = new WriteResult(days.Count, changed.Count, 0, 0);
        if (changed.Count == 0)
            return result;

        result += await WriteKpisAsync(rows.Where(row => changed.Contains(row.Day)), changed, stored, run, cancellationToken);
        if (mayHoldOthers)
            result += await DeleteOthersAsync(rows, days[0], changed, stored, run, cancellationToken);
        await markers.MoveAsync(changed.ToDictionary(day => day, day => hashes[day]), run, cancellationToken);
        return result;
    }

    /// <summary>Each KPI is a partition of its own: several are written at a time.</summary>
    private async Task<WriteResult> WriteKpisAsync(
        IEnumerable<MetricRow> rows, HashSet<DateOnly> changed, Dictionary<DateOnly, DayMarker> stored, long run, CancellationToken cancellationToken)
    {
        var results = new ConcurrentBag<WriteResult>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = PartitionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows.GroupBy(row => row.Kpi), options, async (kpi, cancel) =>
            results.Add(await WritePartitionAsync(MetricKeys.Partition(kpi.First().Day, kpi.Key), [.. kpi], changed, stored, run, cancel)));
        return results.Aggregate(new WriteResult(0, 0, 0, 0), WriteResult.Add);
    }

    /// <summary>Deletes the changed days' rows of KPIs that were computed once and are no more.</summary>
    private async Task<WriteResult> DeleteOthersAsync(
        IEnumerable<MetricRow> rows, DateOnly day, HashSet<DateOnly> changed, Dictionary<DateOnly, DayMarker> stored, long run, CancellationToken cancellationToken)
    {
        var computed = rows.Select(row => MetricKeys.Partition(row.Day, row.Kpi)).ToHashSet(StringComparer.Ordinal);
        var result = new WriteResult(0, 0, 0, 0);
        foreach (var partition in await StoredPartitions.ListAsync(table, MetricKeys.Month(day), cancellationToken))
        {
            if (!computed.Contains(partition))
                result += await WritePartitionAsync(partition, [], changed, stored, run, cancellationToken);
        }

        return result;
    }

    private Task<WriteResult> WritePartitionAsync(
        string partitionKey, List<MetricRow> rows, HashSet<DateOnly> changed, Dictionary<DateOnly, DayMarker> stored, long run, CancellationToken cancellationToken) =>
        FencedPartition.ChangeAsync(
            table, partitionKey, run, (partition, existing) => WriteRowsAsync(partition, existing, rows, changed, stored, run, cancellationToken), cancellationToken);

    private async Task<WriteResult> WriteRowsAsync(
        FencedPartition partition, Dictionary<string, TableEntity> existing, List<MetricRow> rows, HashSet<DateOnly> changed, Dictionary<DateOnly, DayMarker> stored, long run,
        CancellationToken cancellationToken)
    {
        var (written, deleted) = (0L, 0L);
        foreach (var row in rows)
        {
            existing.Remove(MetricKeys.Row(row.Window, row.Segment, row.Day), out var replaced);
            var committed = stored.GetValueOrDefault(row.Day)?.Run ?? 0;
            if (replaced is not null && MetricEntity.Read(replaced, MetricEntity.RunOf(replaced)) == row)
                continue;
            await partition.WriteAsync(MetricEntity.Of(row, run, replaced, committed, clock.GetUtcNow()), cancellationToken);
            written++;
        }

        foreach (var gone in existing.Values.Where(entity => changed.Contains(DayOf(entity))))
        {
            await partition.DeleteAsync(gone, cancellationToken);
            deleted++;
        }

        return new WriteResult(0, 0, written, deleted);
    }

    private static DateOnly DayOf(TableEntity entity) => DateOnly.FromDateTime(entity.GetDateTimeOffset("Day")!.Value.UtcDateTime);

    private static string HashOf(IEnumerable<MetricRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{row.Kpi}|{row.Window}|{row.Segment}|{row.Value:R}|{row.Numerator:R}|{row.Denominator:R}|{row.Sample}|{row.Unit}|{row.Status}\n");
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
