namespace CrmServerless.RecordStore;

/// <summary>How much memory the record store uses, and how long it keeps what nobody needs any more. The defaults suit an instance of 2 GB.</summary>
public sealed record RecordStoreOptions
{
    /// <summary>Bytes of rows that a delivery's writer holds before it writes them out as a sorted run. Default 48 MiB.</summary>
    public long BufferBytes { get; init; } = 48L * 1024 * 1024;

    /// <summary>Bytes that the cursors of one read hold together, beyond 256 KiB for each. Default 24 MiB.</summary>
    public long ReadAheadBytes { get; init; } = 24L * 1024 * 1024;

    /// <summary>The size at which a segment is closed and the next begun. Default 128 MiB.</summary>
    public long SegmentBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>
    /// How long replaced segments, and blobs that no commit ever named, are kept: the longest time that a snapshot may be used.
    /// Default 24 hours.
    /// </summary>
    public TimeSpan KeepReplaced { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a delivery's writer may take from its begin to its commit: well below <see cref="KeepReplaced"/>. Default 20 hours.
    /// </summary>
    public TimeSpan LongestDelivery { get; init; } = TimeSpan.FromHours(20);

    /// <summary>
    /// How long after its last delivery a delivery set may still grow. Compaction then forgets sets that newer ones replaced; a part
    /// that comes even later adds up with nothing. Default 7 days.
    /// </summary>
    public TimeSpan SetsStayOpen { get; init; } = TimeSpan.FromDays(7);

    /// <summary>An entity is compacted when it has more runs than this. Default 16.</summary>
    public int MostRuns { get; init; } = 16;

    /// <summary>The manifest's list of runs lies in its row up to this many bytes, above in a blob. Default 30 KiB.</summary>
    public int MostInlineBytes { get; init; } = 30 * 1024;
}
