using System.Globalization;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Kpis.Metrics;

/// <summary>A computed day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Run">The run that its rows are to be read as of.</param>
/// <param name="Hash">SHA-256 over all its rows.</param>
public sealed record DayMarker(DateOnly Day, long Run, string Hash);

/// <summary>
/// The markers of computed days (table Days: PartitionKey `yyyy-MM`, RowKey `dd`; and each month's fence, <see cref="FencedPartition"/>). A day exists for
/// readers when it has one.
/// </summary>
public sealed class DayMarkers(CrmStorage storage)
{
    private readonly TableClient table = storage.Table(StorageNames.Days);

    /// <summary>The markers of the days from..to, ascending.</summary>
    public async Task<IReadOnlyList<DayMarker>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (first, last) = (MetricKeys.Month(from), MetricKeys.Month(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        var rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Where(row => !FencedPartition.IsFence(row)).ToListAsync(cancellationToken);
        return [.. rows.Select(MarkerOf).Where(marker => marker.Day >= from && marker.Day <= to)];
    }

    /// <summary>The markers of a month, which from now on no earlier run can move.</summary>
    /// <param name="month">Any of its days.</param>
    /// <param name="run">The run that takes the month.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RunOvertakenException">A later run has taken it.</exception>
    public Task<Dictionary<DateOnly, DayMarker>> TakeMonthAsync(DateOnly month, long run, CancellationToken cancellationToken) => FencedPartition.ChangeAsync(
        table, MetricKeys.Month(month), run, (_, rows) => Task.FromResult(rows.Values.Select(MarkerOf).ToDictionary(marker => marker.Day)), cancellationToken);

    /// <summary>Lets readers see days of one month as of a run, all at once.</summary>
    /// <param name="days">The days, at least one, with SHA-256 over their rows.</param>
    /// <param name="run">The run, which took the month.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RunOvertakenException">A later run has taken the month.</exception>
    public Task MoveAsync(IReadOnlyDictionary<DateOnly, string> days, long run, CancellationToken cancellationToken) => FencedPartition.ChangeAsync(
        table,
        MetricKeys.Month(days.Keys.First()),
        run,
        async (month, _) =>
        {
            foreach (var (day, hash) in days)
                await month.WriteAsync(RowOf(new DayMarker(day, run, hash)), cancellationToken);
            return days.Count;
        },
        cancellationToken);

    private static DayMarker MarkerOf(TableEntity row) => new(
        DateOnly.ParseExact($"{row.PartitionKey}-{row.RowKey}", "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetInt64("Run")!.Value, row.GetString("Hash")!);

    private static TableEntity RowOf(DayMarker marker) =>
        new(MetricKeys.Month(marker.Day), marker.Day.Day.ToString("00", CultureInfo.InvariantCulture)) { ["Run"] = marker.Run, ["Hash"] = marker.Hash };
}
