using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Nights;

/// <summary>
/// Table Runs: one row `control|compute` with how far computing has come and until when the newest run holds it, and one row `run|{number}` for each
/// run. A run that shows signs of life is left to its work; when there are none, taking the next number makes every earlier run, should it still be at
/// work, a past one (<see cref="FencedPartition"/>).
/// </summary>
public sealed class RunLog(CrmStorage storage, TimeProvider clock, LeaseSettings? leaseSettings = null)
{
    private const string Control = "control";
    private const string Compute = "compute";
    private const string KeptPrefix = "Kept_";

    private readonly TableClient table = storage.Table(StorageNames.Runs);
    private readonly LeaseSettings leases = leaseSettings ?? LeaseSettings.Default;

    /// <summary>How far computing has come.</summary>
    public async Task<RunProgress> ReadProgressAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Progress;

    /// <summary>What the newest run said of dimensions with more values than their cap; nothing where there are none, or the run has not ended.</summary>
    public async Task<IReadOnlyList<string>> ReadCappedAsync(CancellationToken cancellationToken)
    {
        var newest = (await ReadAsync(cancellationToken)).Progress.Epoch;
        var row = await table.GetEntityIfExistsAsync<TableEntity>("run", Key(newest), cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } run } && run.GetString("Capped") is { } capped ? JsonSerializer.Deserialize<string[]>(capped)! : [];
    }

    /// <summary>Starts a run: gives it the next number and a claim to be renewed, and tells how far earlier ones have come.</summary>
    /// <exception cref="RunUnderWayException">Another run is at work.</exception>
    public async Task<RunProgress> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(cancellationToken);
            if (leases.IsLive(stored.HeldUntil, clock.GetUtcNow()))
                throw new RunUnderWayException(stored.Progress.Epoch);
            var next = stored.Progress with { Epoch = stored.Progress.Epoch + 1 };
            if (!await TryStoreAsync(stored with { Progress = next, HeldUntil = leases.From(clock.GetUtcNow()) }, cancellationToken))
                continue;
            await table.UpsertEntityAsync(
                new TableEntity("run", Key(next.Epoch)) { ["Started"] = clock.GetUtcNow(), ["State"] = "running" }, TableUpdateMode.Replace, cancellationToken);
            return next;
        }
    }

    /// <summary>Shows that a run is still at work; false when a later one has started.</summary>
    public Task<bool> RenewAsync(long run, CancellationToken cancellationToken) =>
        TryChangeAsync(run, control => control with { HeldUntil = leases.From(clock.GetUtcNow()) }, cancellationToken);

    /// <summary>Ends a run: states how far it has come, unless a later one has started.</summary>
    /// <exception cref="RunOvertakenException">A later run has started.</exception>
    public async Task CompleteAsync(RunProgress reached, RunReport report, CancellationToken cancellationToken)
    {
        if (!await TryChangeAsync(report.Run, control => control with { Progress = reached with { LastNight = control.Progress.LastNight }, HeldUntil = null }, cancellationToken))
            throw new RunOvertakenException(report.Run);
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
            ["Unlinked"] = report.Quality.Links.Total.Unlinked,
            ["Ambiguous"] = report.Quality.Links.Total.Ambiguous,
            ["Capped"] = JsonSerializer.Serialize(report.Quality.Capped.Select(dimension => dimension.ToString())),
            ["LeftOut"] = JsonSerializer.Serialize(report.Quality.LeftOut),
            ["Seconds"] = report.Elapsed.TotalSeconds,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Ends a run that did not come to its end, so that the next need not wait; nothing when a later one has started.</summary>
    public async Task GiveUpAsync(long run, CancellationToken cancellationToken)
    {
        await TryChangeAsync(run, control => control with { HeldUntil = null }, cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity("run", Key(run)) { ["State"] = "given up", ["Ended"] = clock.GetUtcNow() }, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>States that a night was computed and judged; whichever run is at work meanwhile.</summary>
    public async Task CompleteNightAsync(DateOnly night, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(cancellationToken);
            if (stored.Progress.LastNight >= night || await TryStoreAsync(stored with { Progress = stored.Progress with { LastNight = night } }, cancellationToken))
                return;
        }
    }

    /// <summary>Changes the control row on behalf of the newest run; false when the run is no longer that.</summary>
    private async Task<bool> TryChangeAsync(long run, Func<ControlRow, ControlRow> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(cancellationToken);
            if (stored.Progress.Epoch != run)
                return false;
            if (await TryStoreAsync(change(stored), cancellationToken))
                return true;
        }
    }

    private async Task<bool> TryStoreAsync(ControlRow row, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Control, Compute)
        {
            ["Epoch"] = row.Progress.Epoch,
            ["Sequence"] = row.Progress.Sequence,
            ["ConfigurationVersion"] = row.Progress.ConfigurationVersion,
            ["DataStart"] = Text(row.Progress.DataStart),
            ["LastNight"] = Text(row.Progress.LastNight),
            ["HeldUntil"] = row.HeldUntil,
        };
        foreach (var (dimension, values) in row.Progress.Kept.ToBytes())
            entity[KeptPrefix + dimension] = values;
        try
        {
            if (row.ReadAs is { } version)
                await table.UpdateEntityAsync(entity, version, TableUpdateMode.Replace, cancellationToken);
            else
                await table.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<ControlRow> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Control, Compute, cancellationToken: cancellationToken);
        return answer is { HasValue: true, Value: { } entity }
            ? new ControlRow(ProgressOf(entity), entity.GetDateTimeOffset("HeldUntil"), entity.ETag)
            : new ControlRow(RunProgress.None, null, null);
    }

    private static RunProgress ProgressOf(TableEntity entity) => new(
        entity.GetInt64("Epoch")!.Value, entity.GetInt64("Sequence")!.Value, entity.GetString("ConfigurationVersion")!,
        Day(entity.GetString("DataStart")), Day(entity.GetString("LastNight")))
    {
        Kept = KeptValues.FromBytes(entity.Where(pair => pair.Key.StartsWith(KeptPrefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[KeptPrefix.Length..], entity.GetBinary(pair.Key)!))),
    };

    private static string Key(long run) => run.ToString("D10", CultureInfo.InvariantCulture);

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The control row: how far, until when the newest run holds it (null: nobody does), and as which version it was read (null: there is none).</summary>
    private sealed record ControlRow(RunProgress Progress, DateTimeOffset? HeldUntil, ETag? ReadAs);
}
