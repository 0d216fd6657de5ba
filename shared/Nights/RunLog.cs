using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Nights;

/// <summary>
/// Table Runs: one row `control|compute` with how far computing has come, and one row `run|{number}` for each run. Taking the next number
/// makes every earlier run that is still at work a past one (<see cref="FencedPartition"/>).
/// </summary>
public sealed class RunLog(CrmStorage storage, TimeProvider clock)
{
    private const string Control = "control";
    private const string Compute = "compute";

    private readonly TableClient table = storage.Table(StorageNames.Runs);

    /// <summary>How far computing has come.</summary>
    public async Task<RunProgress> ReadProgressAsync(CancellationToken cancellationToken) => ProgressOf(await ReadAsync(cancellationToken));

    /// <summary>Starts a run: gives it the next number, and tells how far earlier ones have come.</summary>
    public async Task<RunProgress> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(cancellationToken);
            var next = ProgressOf(stored) with { Epoch = ProgressOf(stored).Epoch + 1 };
            if (!await TryStoreAsync(next, stored, cancellationToken))
                continue;
            await table.UpsertEntityAsync(
                new TableEntity("run", Key(next.Epoch)) { ["Started"] = clock.GetUtcNow(), ["State"] = "running" }, TableUpdateMode.Replace, cancellationToken);
            return next;
        }
    }

    /// <summary>Ends a run: states how far it has come, unless a later one has started.</summary>
    /// <exception cref="RunOvertakenException">A later run has started.</exception>
    public async Task CompleteAsync(RunProgress progress, RunReport report, CancellationToken cancellationToken)
    {
        await StoreAsync(progress, cancellationToken);
        var row = new TableEntity("run", Key(report.Run))
        {
            ["State"] = "completed",
            ["Ended"] = clock.GetUtcNow(),
            ["From"] = Text(report.From),
            ["To"] = Text(report.To),
            ["Days"] = report.Written.Days,
            ["ChangedDays"] = report.Written.ChangedDays,
            ["RowsWritten"] = report.Written.Written,
            ["RowsDeleted"] = report.Written.Deleted,
            ["Records"] = report.Quality.Records,
            ["WithoutAmount"] = report.Quality.WithoutAmount,
            ["WithoutRate"] = report.Quality.WithoutRate,
            ["Ambiguous"] = report.Quality.Ambiguous,
            ["LeftOut"] = JsonSerializer.Serialize(report.Quality.LeftOut),
            ["Seconds"] = report.Elapsed.TotalSeconds,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>States that a night was computed and judged.</summary>
    public async Task CompleteNightAsync(DateOnly night, CancellationToken cancellationToken)
    {
        var progress = await ReadProgressAsync(cancellationToken);
        if (progress.LastNight is null || night > progress.LastNight)
            await StoreAsync(progress with { LastNight = night }, cancellationToken);
    }

    private async Task StoreAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(cancellationToken);
            if (ProgressOf(stored).Epoch != progress.Epoch)
                throw new RunOvertakenException(progress.Epoch);
            if (await TryStoreAsync(progress, stored, cancellationToken))
                return;
        }
    }

    private async Task<bool> TryStoreAsync(RunProgress progress, TableEntity? stored, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Control, Compute)
        {
            ["Epoch"] = progress.Epoch,
            ["Sequence"] = progress.Sequence,
            ["ConfigurationVersion"] = progress.ConfigurationVersion,
            ["DataStart"] = Text(progress.DataStart),
            ["LastNight"] = Text(progress.LastNight),
        };
        try
        {
            if (stored is null)
                await table.AddEntityAsync(entity, cancellationToken);
            else
                await table.UpdateEntityAsync(entity, stored.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Control, Compute, cancellationToken: cancellationToken);
        return answer.HasValue ? answer.Value : null;
    }

    private static RunProgress ProgressOf(TableEntity? entity) => entity is null ? RunProgress.None : new(
        entity.GetInt64("Epoch")!.Value, entity.GetInt64("Sequence")!.Value, entity.GetString("ConfigurationVersion")!,
        Day(entity.GetString("DataStart")), Day(entity.GetString("LastNight")));

    private static string Key(long run) => run.ToString("D10", CultureInfo.InvariantCulture);

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
