using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.RecordStore.Manifests;

/// <summary>A state with what makes its replacement conditional.</summary>
/// <param name="State">The state.</param>
/// <param name="Tag">The head row's ETag; null when there is no such row yet.</param>
/// <param name="Blob">The blob that holds the state, when its row does not.</param>
internal sealed record ManifestHead(ManifestState State, ETag? Tag, string? Blob);

/// <summary>Blobs that one compaction replaced.</summary>
/// <param name="RowKey">Their row.</param>
/// <param name="At">When, by the table service's clock.</param>
/// <param name="Names">The blobs.</param>
/// <param name="Blob">The blob that holds the names, when the row does not.</param>
internal sealed record RetiredBlobs(string RowKey, DateTimeOffset At, IReadOnlyList<string> Names, string? Blob);

/// <summary>
/// The table `Manifest`, partition `records`: the row `head` holds the state, each delivery has a row `delivery-{id}` that says it was
/// committed, each compaction a row `retired-{epoch}` with the blobs it replaced. The head and the row that goes with its change
/// change in one transaction, on the condition that nobody changed the head since it was read; there is no other way to change what
/// readers see.
/// </summary>
internal sealed class ManifestTable(TableClient table, ISegmentStore blobs, int mostInlineBytes)
{
    private const string Partition = "records";
    private const string HeadRow = "head";
    private const string RetiredPrefix = "retired-";
    private const string AfterRetired = "retired.";
    private readonly LongValue values = new(blobs, mostInlineBytes);

    /// <summary>The state as it is now.</summary>
    public async Task<ManifestHead> ReadAsync(CancellationToken cancellationToken)
    {
        for (ETag? seen = null; ;)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, HeadRow, cancellationToken: cancellationToken);
            if (!row.HasValue)
                return new ManifestHead(ManifestState.Empty, null, null);
            try
            {
                var state = ManifestState.FromJson(await values.GetAsync(row.Value!, cancellationToken));
                return new ManifestHead(state, row.Value!.ETag, LongValue.BlobOf(row.Value));
            }
            catch (SegmentGoneException) when (seen != row.Value!.ETag)
            {
                // Replaced and collected between the two requests: the row says something new by now.
                seen = row.Value.ETag;
            }
        }
    }

    /// <summary>The receipt of a delivery, or null when it was not committed.</summary>
    public async Task<DeliveryReceipt?> FindAsync(string deliveryId, CancellationToken cancellationToken)
    {
        var key = DeliveryReceipt.RowKeyOf(deliveryId);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellationToken);
        return row.HasValue ? DeliveryReceipt.FromRow(row.Value!) : null;
    }

    /// <summary>Commits a delivery: its receipt and the state with its runs.</summary>
    /// <returns>False when somebody else has changed the state meanwhile, or the delivery is committed already.</returns>
    public async Task<bool> TryCommitAsync(ManifestHead from, ManifestState to, DeliveryReceipt receipt, CancellationToken cancellationToken) =>
        await TrySubmitAsync(from, to, receipt.ToRow(Partition), cancellationToken);

    /// <summary>Replaces the state by one without those blobs.</summary>
    /// <returns>False when somebody else has changed the state meanwhile.</returns>
    public async Task<bool> TryRetireAsync(ManifestHead from, ManifestState to, IEnumerable<string> blobNames, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, string.Create(CultureInfo.InvariantCulture, $"{RetiredPrefix}{to.Epoch:D12}"));
        await values.PutAsync(row, JsonSerializer.SerializeToUtf8Bytes(blobNames), cancellationToken);
        return await TrySubmitAsync(from, to, row, cancellationToken);
    }

    /// <summary>All blobs that were replaced and not yet forgotten.</summary>
    public async IAsyncEnumerable<RetiredBlobs> RetiredAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {RetiredPrefix} and RowKey lt {AfterRetired}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var names = JsonSerializer.Deserialize<string[]>(await values.GetAsync(row, cancellationToken))!;
            yield return new RetiredBlobs(row.RowKey, row.Timestamp!.Value, names, LongValue.BlobOf(row));
        }
    }

    /// <summary>Forgets replaced blobs, which must be deleted before.</summary>
    public Task ForgetAsync(RetiredBlobs retired, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(Partition, retired.RowKey, ETag.All, cancellationToken);

    private async Task<bool> TrySubmitAsync(ManifestHead from, ManifestState to, TableEntity more, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, HeadRow) { ["Sequence"] = to.Sequence, ["Epoch"] = to.Epoch };
        await values.PutAsync(row, to.ToJson(), cancellationToken);
        try
        {
            var added = new TableTransactionAction(TableTransactionActionType.Add, more);
            await table.SubmitTransactionAsync([Replace(from, row), added], cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private static TableTransactionAction Replace(ManifestHead from, TableEntity row) => from.Tag is { } tag
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, tag)
        : new TableTransactionAction(TableTransactionActionType.Add, row);
}
