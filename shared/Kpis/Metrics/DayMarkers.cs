using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Kpis.Metrics;

/// <summary>A computed day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Run">The run that its rows are to be read as of.</param>
/// <param name="Hash">SHA-256 over all its rows.</param>
/// <param name="ETag">The marker's version.</param>
public sealed record DayMarker(DateOnly Day, long Run, string Hash, ETag ETag);

/// <summary>The markers of computed days (table Days: PartitionKey `yyyy-MM`, RowKey `dd`). A day exists for readers when it has one.</summary>
public sealed class DayMarkers(CrmStorage storage)
{
    private readonly TableClient table = storage.Table(StorageNames.Days);

    /// <summary>The markers of the days from..to, ascending.</summary>
    public async Task<IReadOnlyList<DayMarker>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (first, last) = (MetricKeys.Month(from), MetricKeys.Month(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        var markers = new List<DayMarker>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var day = DateOnly.ParseExact($"{entity.PartitionKey}-{entity.RowKey}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (day >= from && day <= to)
                markers.Add(new DayMarker(day, entity.GetInt64("Run")!.Value, entity.GetString("Hash")!, entity.ETag));
        }

        return markers;
    }

    /// <summary>Lets readers see a day as of a run.</summary>
    /// <param name="day">The day.</param>
    /// <param name="run">The run.</param>
    /// <param name="hash">SHA-256 over its rows.</param>
    /// <param name="replaced">The marker that was read before the rows were written, or null when there was none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RunOvertakenException">Another run has moved the marker meanwhile.</exception>
    public async Task MoveAsync(DateOnly day, long run, string hash, DayMarker? replaced, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(MetricKeys.Month(day), day.Day.ToString("00", CultureInfo.InvariantCulture)) { ["Run"] = run, ["Hash"] = hash };
        try
        {
            if (replaced is null)
                await table.AddEntityAsync(entity, cancellationToken);
            else
                await table.UpdateEntityAsync(entity, replaced.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw new RunOvertakenException(run, e);
        }
    }
}
