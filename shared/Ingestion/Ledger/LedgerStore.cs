using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Ledger;

/// <summary>
/// The table Ledger: a row per version of a blob. A row that says ingested or unchanged is never overwritten, so instances that work
/// on one blob at once, and attempts that come late, do no harm.
/// </summary>
/// <param name="table">The table; it must exist.</param>
public sealed class LedgerStore(TableClient table)
{
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <summary>All deliveries, of one source or of all; in no order that means anything.</summary>
    public async IAsyncEnumerable<LedgerRow> ListAsync(string? source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = source is null ? null : TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.Partition(source)}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return LedgerEntity.Read(entity);
    }

    /// <summary>The deliveries of one path in the order in which their contents were written.</summary>
    public async Task<IReadOnlyList<LedgerRow>> DeliveriesOfAsync(InboxPath file, CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.RowsOf(file.Path);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.Partition(file.Source)} and RowKey ge {from} and RowKey lt {to}");
        var rows = new List<LedgerRow>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(LedgerEntity.Read(entity));
        return [.. rows.OrderBy(r => r.BlobModified).ThenBy(r => r.StartedAt)];
    }

    /// <summary>The delivery of one version of a blob, or null.</summary>
    public async Task<LedgerRow?> FindAsync(InboxPath file, string etag, CancellationToken cancellationToken) =>
        await GetAsync(file.Source, file.Path, etag, cancellationToken) is { } entity ? LedgerEntity.Read(entity) : null;

    /// <summary>
    /// Writes the row unless the table says that the delivery was ingested or is unchanged. Returns what the table says afterwards.
    /// </summary>
    public async Task<LedgerRow> WriteAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await GetAsync(row.Source, row.Path, row.ETag, cancellationToken);
            if (current is not null && LedgerEntity.Read(current) is { State: LedgerState.Ingested or LedgerState.Unchanged } final)
                return final;
            if (await TryReplaceAsync(LedgerEntity.Of(row), current, cancellationToken))
                return row;
        }
    }

    /// <summary>
    /// Reopens a delivery that was ingested, so that the reconciler ingests it once more with the mappings of now. Rows that come out as
    /// before change nothing. The zip of a file within one is opened before: files are found through it. False when the delivery is not one that was ingested, or another instance was first.
    /// </summary>
    public async Task<bool> ReopenAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var current = await GetAsync(row.Source, row.Path, row.ETag, cancellationToken);
        if (current is null || LedgerEntity.Read(current) is not { State: LedgerState.Ingested } ingested)
            return false;
        if (row.File.ArchivePath is { } zip)
            await ReopenArchiveAsync(row, zip, cancellationToken);
        var reopened = ingested with { State = LedgerState.Failed, IsReleased = false, Message = "to be ingested once more with the mappings of now" };
        return await TryReplaceAsync(LedgerEntity.Of(reopened), current, cancellationToken);
    }

    /// <summary>
    /// Has the deletions of an export that are held carried out: the reconciler takes it up once more. False when none are held, or another instance was first.
    /// </summary>
    public async Task<bool> ReleaseAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var current = await GetAsync(row.Source, row.Path, row.ETag, cancellationToken);
        if (current is null || LedgerEntity.Read(current) is not { Held: > 0, State: LedgerState.Ingested or LedgerState.Unchanged } held)
            return false;
        var released = held with { State = LedgerState.Failed, IsReleased = true, Message = "the deletions that were held are to be carried out" };
        return await TryReplaceAsync(LedgerEntity.Of(released), current, cancellationToken);
    }

    private async Task ReopenArchiveAsync(LedgerRow member, string path, CancellationToken cancellationToken)
    {
        while (await GetAsync(member.Source, path, member.ETag, cancellationToken) is { } current && LedgerEntity.Read(current) is var zip && zip.State != LedgerState.Failed)
        {
            if (await TryReplaceAsync(LedgerEntity.Of(zip with { State = LedgerState.Failed, Message = "a file in it is to be ingested once more" }), current, cancellationToken))
                return;
        }
    }

    /// <summary>Parts of webhook logs that were reopened. One that failed when it was read for the first time is none: it was never in the record store.</summary>
    public async IAsyncEnumerable<LedgerRow> ReopenedWebhooksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (format, failed) = (LedgerRow.WebhookFormat, LedgerState.Failed.ToString());
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Format eq {format} and State eq {failed}"), cancellationToken: cancellationToken))
            yield return LedgerEntity.Read(entity);
    }

    /// <summary>The newest delivery of each file, and each part of a webhook log, of one source or of all; by name.</summary>
    public async Task<IReadOnlyList<LedgerRow>> NewestAsync(string? source, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ListAsync(source, cancellationToken))
            rows.Add(row);
        return [.. NewestOf(rows)];
    }

    /// <summary>
    /// The newest delivery of each file, and each part of a webhook log, by name. Storage tells when a blob was written by whole seconds: of two versions within
    /// one, the later ingested is the newer.
    /// </summary>
    public static IEnumerable<LedgerRow> NewestOf(IEnumerable<LedgerRow> rows) => rows
        .GroupBy(row => row.Subject, StringComparer.Ordinal)
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(file => file.MaxBy(row => (row.BlobModified, row.StartedAt))!);

    /// <summary>Writes over the row as it was read, or adds it; false when another instance was first.</summary>
    private async Task<bool> TryReplaceAsync(TableEntity entity, TableEntity? current, CancellationToken cancellationToken)
    {
        try
        {
            if (current is null)
                await table.AddEntityAsync(entity, cancellationToken);
            else
                await table.UpdateEntityAsync(entity, current.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private async Task<TableEntity?> GetAsync(string source, string path, string etag, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(LedgerKeys.Partition(source), LedgerKeys.Row(path, etag), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
