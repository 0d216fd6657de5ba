using Azure.Storage.Blobs;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Ingestion.Rejects;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion;

/// <summary>
/// Carries one version of a blob into the record store. Its writes, in order: segments that nobody sees; the rejects file, whole; the
/// commit, which makes the rows visible at once. The ledger's row, written by the caller, comes before and after. Repeated from any
/// point it comes to the same end: everything is named by the delivery, and a delivery commits once.
/// </summary>
internal sealed class Delivery(InboxStore inbox, IRecordStore records, BlobContainerClient rejectsContainer)
{
    /// <summary>Ingests the blob and returns its ledger row: ingested or unchanged.</summary>
    /// <param name="begun">The row as the attempt began.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="settings">Mappings and zones.</param>
    /// <param name="earlier">The path's deliveries before this one, in the order in which their contents were written.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public async Task<LedgerRow> RunAsync(LedgerRow begun, InboxBlob blob, IngestionSettings settings, IReadOnlyList<LedgerRow> earlier, CancellationToken cancellationToken)
    {
        await using var file = await OpenedFile.OpenAsync(inbox, blob, cancellationToken);
        var plan = DeliveryPlan.Of(blob, file.Headers, settings, earlier);
        var row = begun with
        {
            Entity = plan.Mapping.Entity.Name,
            Format = file.Tables.Format,
            Mapping = string.Join(", ", plan.Tables.OfType<Mapping>().Select(m => m.Name).Distinct()),
            MappingHash = plan.MappingHash,
            DeliveryId = plan.DeliveryId,
            DeliverySet = plan.DeliverySet,
            Message = plan.Remark,
        };
        if (await FindEqualAsync(blob, plan, earlier, cancellationToken) is { } equal)
            return row with { State = LedgerState.Unchanged, ContentHash = equal.ContentHash, RowsIn = equal.RowsIn, Unchanged = equal.RowsIn };

        var delivered = await CopyAsync(file, row, plan, cancellationToken);
        if (delivered is not null)
            return delivered;

        await using var again = await OpenedFile.OpenAsync(inbox, blob, cancellationToken);
        var plain = plan with { Context = plan.Context with { HasFilledModifiedAt = false } };
        return await CopyAsync(again, row, plain, cancellationToken) ?? throw new InvalidOperationException("a file without version times was asked for them");
    }

    /// <summary>
    /// The path's latest delivery when its content is the blob's, under the same mapping. Storage tells times in whole seconds: where
    /// several may be the latest, all must be alike. Only a blob of equal length is read for that.
    /// </summary>
    private async Task<LedgerRow?> FindEqualAsync(InboxBlob blob, DeliveryPlan plan, IReadOnlyList<LedgerRow> earlier, CancellationToken cancellationToken)
    {
        var latest = earlier.Where(d => d.BlobModified == earlier[^1].BlobModified).ToList();
        var mayBeEqual = plan.SkipsKnownContent && latest.Count > 0 && latest.All(d =>
            d.State is LedgerState.Ingested or LedgerState.Unchanged && d.MappingHash == plan.MappingHash && d.Length == blob.Length && d.ContentHash == latest[0].ContentHash);
        if (!mayBeEqual)
            return null;

        await using var content = new HashingStream(await inbox.OpenAsync(blob, cancellationToken));
        return await content.FinishAsync(cancellationToken) == latest[0].ContentHash ? latest[0] : null;
    }

    /// <summary>Copies all rows and commits; null when the file must be read again because its modified_at says nothing.</summary>
    private async Task<LedgerRow?> CopyAsync(OpenedFile file, LedgerRow row, DeliveryPlan plan, CancellationToken cancellationToken)
    {
        await using var writer = await records.BeginAsync(plan.DeliveryId, plan.DeliverySet, cancellationToken);
        var rejects = new RejectsFile(rejectsContainer, $"{row.File.BlobName}.{row.ETag}.csv");
        var copy = new DeliveryCopy(plan, writer, rejects);
        if (!await copy.RunAsync(file.Tables, cancellationToken))
            return null;

        var contentHash = await file.FinishAsync(cancellationToken);
        await rejects.CompleteAsync(cancellationToken);
        var commit = copy.Rows == 0 ? null : await writer.CommitAsync(cancellationToken);
        var unchanged = copy.RowsOf(commit?.Counts.Sum(c => c.Unchanged) ?? 0);
        return row with
        {
            State = LedgerState.Ingested,
            ContentHash = contentHash,
            Sequence = commit?.Sequence,
            RowsIn = copy.Rows + rejects.Count,
            Accepted = copy.Rows - unchanged,
            Rejected = rejects.Count,
            Unchanged = unchanged,
            RejectsBlob = rejects.BlobName,
        };
    }
}
