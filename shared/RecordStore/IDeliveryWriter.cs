using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>What a commit did with the rows of one entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Stored">Rows stored that change a value of their record, or make a new one.</param>
/// <param name="Unchanged">Rows that change no value of their record as it stood (they may still be stored for their version time).</param>
public sealed record CommitCount(EntitySchema Entity, long Stored, long Unchanged);

/// <summary>What a commit did.</summary>
/// <param name="Sequence">The delivery's sequence number in the manifest.</param>
/// <param name="AlreadyCommitted">True when an earlier attempt had committed this delivery id: this one stored nothing; the counts are those of the earlier commit.</param>
/// <param name="Counts">By entity.</param>
public sealed record CommitResult(long Sequence, bool AlreadyCommitted, IReadOnlyList<CommitCount> Counts);

/// <summary>
/// Takes the accepted rows of one delivery. Nothing is visible to readers before <see cref="CommitAsync"/>, everything after; a
/// writer that is disposed uncommitted, or whose process dies, leaves nothing that a reader sees (its blobs are collected later).
/// Memory is bounded: rows spill to sorted segments.
/// </summary>
public interface IDeliveryWriter : IAsyncDisposable
{
    /// <summary>Adds a row. Custom columns are named per entity by the first call's <paramref name="customColumns"/> for that entity.</summary>
    ValueTask AppendAsync(EntitySchema entity, IReadOnlyList<string> customColumns, RecordVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Makes all rows visible at once, conditional on the manifest's head (ETag): retried when another delivery was first, and a
    /// no-op that says so when this delivery id was committed before.
    /// </summary>
    Task<CommitResult> CommitAsync(CancellationToken cancellationToken);
}

/// <summary>The record store's doors.</summary>
public interface IRecordStore
{
    /// <summary>Starts a delivery.</summary>
    /// <param name="deliveryId">
    /// Names the delivery for ever (the same blob content under the same mapping gives the same id), so that a retry after a crash
    /// commits once. Letters, digits and - only.
    /// </param>
    /// <param name="deliverySet">
    /// The export this delivery is part of: rows of <see cref="VersionRule.AddWithinDelivery"/> entities with one key are added up
    /// within one set, over all its deliveries.
    /// </param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IDeliveryWriter> BeginAsync(string deliveryId, string deliverySet, CancellationToken cancellationToken);

    /// <summary>Starts to compare an export of everything with what is stored.</summary>
    /// <exception cref="ArgumentException">Records of the entity can't be deleted.</exception>
    Task<IExportSweep> BeginSweepAsync(SweepOrder order, CancellationToken cancellationToken);

    /// <summary>The store as it is now.</summary>
    Task<IRecordSnapshot> SnapshotAsync(CancellationToken cancellationToken);
}
