using Azure.Storage.Blobs;
using CrmServerless.Configuration;
using CrmServerless.RecordStore.Manifests;

namespace CrmServerless.RecordStore.Upkeep;

/// <summary>
/// Deletes blobs of the record store that nobody needs any more: segments that compaction replaced, and what writers that died (or
/// lost a race) left behind, each a day after. Ages are told by the storage service's clock, and by this machine's where that is
/// earlier, so a clock that jumps ahead deletes nothing.
/// </summary>
/// <param name="storage">The account.</param>
/// <param name="clock">The clock.</param>
/// <param name="options">How long blobs are kept.</param>
public sealed class Collector(CrmStorage storage, TimeProvider clock, RecordStoreOptions? options = null)
{
    private readonly BlobContainerClient container = storage.Container(StorageNames.Records);
    private readonly StoreContext context = StoreContext.Of(storage, clock, options);

    /// <summary>Deletes what may be deleted. Safe beside everything else, and when stopped half way.</summary>
    /// <returns>How many blobs were deleted.</returns>
    public async Task<int> CollectAsync(CancellationToken cancellationToken)
    {
        var cutoff = await NowAsync(cancellationToken) - context.Options.KeepReplaced;
        // In this order: what a compaction replaces between the two is still in the head that was read.
        var head = await context.Manifest.ReadAsync(cancellationToken);
        var retired = await RetiredAsync(cancellationToken);
        var needed = Needed(head, retired.Where(r => r.At > cutoff));
        var deleted = 0;
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (needed.Contains(blob.Name) || blob.Properties.LastModified is not { } written || written > cutoff)
                continue;
            await context.Segments.DeleteAsync(blob.Name, cancellationToken);
            deleted++;
        }

        foreach (var forgotten in retired.Where(r => r.At <= cutoff))
            await context.Manifest.ForgetAsync(forgotten, cancellationToken);
        return deleted;
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        var here = clock.GetUtcNow();
        var answer = await container.GetPropertiesAsync(cancellationToken: cancellationToken);
        return answer.GetRawResponse().Headers.Date is { } there && there < here ? there : here;
    }

    private async Task<List<RetiredBlobs>> RetiredAsync(CancellationToken cancellationToken)
    {
        var retired = new List<RetiredBlobs>();
        await foreach (var one in context.Manifest.RetiredAsync(cancellationToken))
            retired.Add(one);
        return retired;
    }

    /// <summary>The blobs that a reader may still ask for.</summary>
    private static HashSet<string> Needed(ManifestHead head, IEnumerable<RetiredBlobs> retired)
    {
        var needed = head.State.Runs.SelectMany(r => r.Segments).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var kept in retired)
            needed.UnionWith(kept.Names.Append(kept.Blob).OfType<string>());
        needed.UnionWith(new[] { head.Blob }.OfType<string>());
        return needed;
    }
}
