using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>
/// The record store as one manifest state shows it: every delivery committed up to <see cref="Sequence"/> and none after it, for as
/// long as the snapshot is used (replaced segments are kept 24 hours).
/// </summary>
public interface IRecordSnapshot
{
    /// <summary>The sequence number of the newest delivery in the snapshot; 0 when nothing was ever delivered.</summary>
    long Sequence { get; }

    /// <summary>
    /// True when <see cref="ReadAsync"/> can tell what was known up to that sequence. Compaction keeps the newest state and one older
    /// one (the state that the last night was computed from) and forgets what lost between; against any other state, everything must
    /// be taken as changed.
    /// </summary>
    bool CanCompareWith(long sequence);

    /// <summary>How many stored record versions the entity has in the snapshot: an upper bound for its records.</summary>
    long CountVersions(EntitySchema entity);

    /// <summary>The names of the entity's custom columns over all segments, sorted ordinally.</summary>
    IReadOnlyList<string> CustomColumns(EntitySchema entity);

    /// <summary>
    /// Streams the entity's records, each merged from all its versions by the entity's <see cref="VersionRule"/>, each key once, in
    /// the order of the key's hash. Deleted and merged records come too: what they mean is the reader's matter. Memory is bounded
    /// by the number of segments, not of records.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="since">
    /// The sequence against which <see cref="MergedRecord.Changed"/> and <see cref="MergedRecord.Before"/> are told: one that
    /// <see cref="CanCompareWith"/> allows, or 0: everything is new.
    /// </param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="ArgumentOutOfRangeException">`since` is not 0, and <see cref="CanCompareWith"/> does not allow it.</exception>
    IAsyncEnumerable<MergedRecord> ReadAsync(EntitySchema entity, long since, CancellationToken cancellationToken);
}
