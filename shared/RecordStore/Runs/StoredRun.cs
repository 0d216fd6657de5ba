using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Runs;

/// <summary>A segment as the manifest knows it.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="FooterBytes">Its footer with trailer: what to read of its end to know its blocks.</param>
/// <param name="First">The hash of its first row's key, 32 hexadecimal digits.</param>
/// <param name="Last">The hash of its last row's key.</param>
internal sealed record StoredSegment(string Name, long Bytes, long Rows, int FooterBytes, string First, string Last)
{
    /// <summary>A finished segment under its name.</summary>
    public static StoredSegment Of(string name, SegmentEnd end) =>
        new(name, end.Bytes, end.Rows, end.FooterBytes, end.First.ToString(), end.Last.ToString());

    /// <summary>The hashes of its first and last key.</summary>
    public KeyRange Range() => new(KeyHash.Parse(First), KeyHash.Parse(Last));
}

/// <summary>
/// One sorted run of an entity: segments that follow each other in the order of keys. A delivery makes one run of each of its
/// entities; compaction makes one of several.
/// </summary>
/// <param name="Entity">The entity's name.</param>
/// <param name="From">The least sequence of its rows.</param>
/// <param name="To">The greatest sequence of its rows.</param>
/// <param name="Set">The delivery set of all rows, or null where each row says its own or the entity's rule does not ask.</param>
/// <param name="IsCompacted">True when rows carry their sequences (and sets); false when all rows have the sequence <see cref="To"/>.</param>
/// <param name="Custom">The names of the rows' custom columns.</param>
/// <param name="Segments">Its segments in order.</param>
/// <param name="At">When it became visible.</param>
/// <param name="KeptSequence">The sequence inside <see cref="From"/>..<see cref="To"/> whose state compaction has kept, if any.</param>
internal sealed record StoredRun(
    string Entity,
    long From,
    long To,
    string? Set,
    bool IsCompacted,
    IReadOnlyList<string> Custom,
    IReadOnlyList<StoredSegment> Segments,
    DateTimeOffset At,
    long? KeptSequence = null)
{
    /// <summary>Its rows.</summary>
    public long Rows() => Segments.Sum(s => s.Rows);

    /// <summary>Its bytes.</summary>
    public long Bytes() => Segments.Sum(s => s.Bytes);

    /// <summary>
    /// True when the run still tells what was known up to that sequence: it was never compacted, or has no rows as old, or none that
    /// are newer, or compaction has kept just this state.
    /// </summary>
    public bool TellsStateAt(long sequence) => !IsCompacted || sequence < From || sequence >= To || sequence == KeptSequence;

    /// <summary>What a reader adds to its rows.</summary>
    public RunStamp Stamp() => IsCompacted ? new RunStamp(0, null) : new RunStamp(To, Set);
}
