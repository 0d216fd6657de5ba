using CrmServerless.Configuration;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.RecordStore;

/// <summary>What the parts of the record store work with.</summary>
/// <param name="Segments">Where segments lie.</param>
/// <param name="Manifest">Which of them readers see.</param>
/// <param name="Options">How much memory, how long kept.</param>
/// <param name="Clock">The clock.</param>
internal sealed record StoreContext(ISegmentStore Segments, ManifestTable Manifest, RecordStoreOptions Options, TimeProvider Clock)
{
    /// <summary>The store in an account.</summary>
    public static StoreContext Of(CrmStorage storage, TimeProvider clock, RecordStoreOptions? options)
    {
        var (segments, chosen) = (new BlobSegments(storage.Container(StorageNames.Records)), options ?? new RecordStoreOptions());
        return new StoreContext(segments, new ManifestTable(storage.Table(StorageNames.Manifest), segments, chosen.MostInlineBytes), chosen, clock);
    }

    /// <summary>A session for reading those runs.</summary>
    public ReadSession Session(IReadOnlyCollection<StoredRun> runs) => ReadSession.For(Segments, runs, Options.ReadAheadBytes);
}
