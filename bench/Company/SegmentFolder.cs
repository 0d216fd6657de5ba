using CrmServerless.Bench.RecordStore;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Manifests;

namespace CrmServerless.Bench.Company;

/// <summary>A record store in a folder, without a storage service: segments, and the manifest's state, which only one process at a time may change.</summary>
internal sealed class SegmentFolder(string folder)
{
    private string StateFile => Path.Combine(folder, "state.json");

    /// <summary>What the parts of the record store work with; nothing in it commits.</summary>
    public StoreContext Context { get; } = new(new FileSegments(folder), null!, new RecordStoreOptions(), TimeProvider.System);

    /// <summary>The manifest's state.</summary>
    public ManifestState State
    {
        get => File.Exists(StateFile) ? ManifestState.FromJson(File.ReadAllBytes(StateFile)) : ManifestState.Empty;
        set => File.WriteAllBytes(StateFile, value.ToJson());
    }

    /// <summary>The records.</summary>
    public BlobRecordSnapshot Snapshot => new(Context, State);
}
