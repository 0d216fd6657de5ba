using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.RecordStore;
using CrmServerless.Records;

namespace CrmServerless.Ingestion.FullExports;

/// <summary>
/// What follows from an export of a source that delivers everything (`full: true`): records that it lacks are deleted. Its rows are in the
/// record store by then; its keys are read once more. May be repeated at any time: what was done once is not done again.
/// </summary>
internal sealed class FullExport(InboxStore inbox, IRecordStore records, LedgerStore ledger, HeldNotice notice)
{
    /// <summary>Whether a source delivers everything each time.</summary>
    public static bool IsFull(string source, IngestionSettings settings) => settings.Sources.Of(source).Delivery == DeliveryKind.Full;

    /// <summary>A file that was ingested: alone it is an export, unless it is a part of one. What is in a zip goes by the zip.</summary>
    public async Task<LedgerRow> OfFileAsync(LedgerRow row, InboxBlob blob, IngestionSettings settings, CancellationToken cancellationToken) =>
        blob.Member is not null || !IsFull(row.Source, settings)
            ? row
            : await RunAsync(new ExportSet(row, [new ExportPart(blob, [row])], IsWhole: !blob.File.IsPart), settings, cancellationToken);

    /// <summary>A zip whose files were ingested: they are one export, unless the zip is a part of one.</summary>
    public async Task<LedgerRow> OfArchiveAsync(LedgerRow zip, InboxBlob blob, InboxArchive archive, IReadOnlyList<LedgerRow> files, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var isUsed = zip.State is LedgerState.Ingested or LedgerState.Unchanged;
        return !IsFull(zip.Source, settings) || (!isUsed && zip.State != LedgerState.Rejected)
            ? zip
            : await RunAsync(new ExportSet(zip, [new ExportPart(blob, files, archive)], isUsed && !blob.File.IsPart), settings, cancellationToken);
    }

    /// <summary>Deletes what an export lacks, and brings back what it has again; returns the row that speaks for it, with what was done.</summary>
    public async Task<LedgerRow> RunAsync(ExportSet set, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var row = set.Row;
        foreach (var entity in set.Entities.Where(e => e.Find("deleted_at") is not null))
            row = await RunAsync(row, set, entity, settings, cancellationToken);
        return row;
    }

    private async Task<LedgerRow> RunAsync(LedgerRow row, ExportSet set, EntitySchema entity, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var rows = set.RowsOf(entity);
        var order = new SweepOrder(set.IdOf(entity), row.Source, entity, set.Ticks(entity, settings.ZoneOf(row.Source)), rows.Min(r => r.Sequence));
        await using var sweep = await records.BeginSweepAsync(order, cancellationToken);
        var keys = new ExportKeys(inbox, settings, entity, sweep);
        foreach (var part in set.Parts)
            await keys.ReadAsync(part, cancellationToken);

        var obstacle = set.IsWhole ? await ObstacleAsync(keys, rows, entity, cancellationToken) : null;
        var permission = obstacle is not null || !set.IsWhole ? SweepPermission.None : row.IsReleased ? SweepPermission.Any : SweepPermission.UpToLimit;
        var result = await sweep.CommitAsync(permission, cancellationToken);
        if (result.Outcome == SweepOutcome.Held)
            await notice.AddAsync(row, order, result, cancellationToken);
        return Told(row, entity, result, obstacle);
    }

    /// <summary>Why the export deletes nothing, or null.</summary>
    private async Task<string?> ObstacleAsync(ExportKeys keys, IReadOnlyList<LedgerRow> rows, EntitySchema entity, CancellationToken cancellationToken)
    {
        if (keys.Count + keys.Unnamed == 0)
            return "it is empty";
        if (keys.Unnamed > 0)
            return string.Create(CultureInfo.InvariantCulture, $"it has {keys.Unnamed:N0} rejected {(keys.Unnamed == 1 ? "row" : "rows")} of which it can't be told whose they are");
        if (keys.IsReadAnew)
            return "the mappings have changed since it was ingested";

        var streams = rows.Select(ExportSet.StreamOf).ToHashSet(StringComparer.Ordinal);
        await foreach (var other in ledger.ListAsync(rows[0].Source, cancellationToken))
        {
            if (other.Entity == entity.Name && other.Format != LedgerRow.WebhookFormat && other.State is LedgerState.Ingested or LedgerState.Unchanged && !streams.Contains(ExportSet.StreamOf(other)))
                return $"{other.Path} has {entity.Name} of this source too; files of one export belong in one zip, or are numbered parts";
        }

        return null;
    }

    private static LedgerRow Told(LedgerRow row, EntitySchema entity, SweepResult result, string? obstacle)
    {
        var remark = (result.Outcome, obstacle) switch
        {
            (_, { } why) => $"{entity.Name}: deletes nothing, since {why}",
            (SweepOutcome.Overtaken, _) => $"{entity.Name}: deletes nothing, since a newer export was there before",
            (SweepOutcome.Held, _) => $"{entity.Name}: {HeldNotice.WouldDelete(result)}; held until `crm release {row.File.BlobName}`",
            (SweepOutcome.Done, _) when result.Missing > 0 => string.Create(CultureInfo.InvariantCulture, $"{entity.Name}: {result.Missing:N0} of {result.Live:N0} are not in it any more: deleted"),
            _ => null,
        };
        return row with
        {
            Deleted = row.Deleted + (result.Outcome == SweepOutcome.Done ? result.Missing : 0),
            Held = row.Held + (result.Outcome == SweepOutcome.Held ? result.Missing : 0),
            Message = remark is null ? row.Message : row.Message is null ? remark : $"{row.Message}; {remark}",
        };
    }
}
