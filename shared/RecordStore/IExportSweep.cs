using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>An export of everything that a source has of an entity, after which the records that it lacks are to be deleted.</summary>
/// <param name="DeliveryId">Names the sweep for ever, so that a retry after a crash commits once. Letters, digits and - only.</param>
/// <param name="Source">Records of this source alone are touched.</param>
/// <param name="Entity">One whose records have deleted_at.</param>
/// <param name="ExportTicks">When the export was made (UTC ticks): the time and the version time of the deletions.</param>
/// <param name="FirstSequence">The sequence of the commit that brought the export's own rows: a record that is new with it is not among those that its size is judged by. Null: none was.</param>
public sealed record SweepOrder(string DeliveryId, string Source, EntitySchema Entity, long ExportTicks, long? FirstSequence);

/// <summary>How far a sweep may go.</summary>
public enum SweepPermission
{
    /// <summary>Records that the export has again come back; none is deleted, since the export is not whole.</summary>
    None,

    /// <summary>None is deleted if that were more than <see cref="SweepResult.LimitPercent"/> of the live records.</summary>
    UpToLimit,

    /// <summary>However many.</summary>
    Any,
}

/// <summary>What a sweep did.</summary>
public enum SweepOutcome
{
    /// <summary>What the export lacks is deleted; maybe nothing.</summary>
    Done,

    /// <summary>Nothing was deleted, for it would have been too many.</summary>
    Held,

    /// <summary>Nothing was deleted, since a newer export has told what there is.</summary>
    Overtaken,

    /// <summary>Nothing was to be deleted.</summary>
    NotAsked,
}

/// <summary>What a sweep did.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Missing">Live records that the export lacks: deleted, or held.</param>
/// <param name="Live">The live records that there were before the export.</param>
public sealed record SweepResult(SweepOutcome Outcome, long Missing, long Live)
{
    /// <summary>An export that lacks more of the live records is held (design.md, 'Ledger').</summary>
    public const int LimitPercent = 20;
}

/// <summary>
/// Takes the keys of an export of everything, and deletes what it lacks in one commit. A record is missing as long as nothing newer than the
/// export is known of it: a later version, whenever it comes, brings it back, and so does a later export. Memory is bounded: keys spill
/// to sorted segments.
/// </summary>
public interface IExportSweep : IAsyncDisposable
{
    /// <summary>Adds a record that the export has.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="isDeleted">Whether the export itself says that it is deleted.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask AddAsync(string id, bool isDeleted, CancellationToken cancellationToken);

    /// <summary>Compares with what is stored. Repeated under the same delivery id, it does nothing and returns what was done then.</summary>
    /// <exception cref="InvalidOperationException">It took so long that its first blobs may have been collected: begin it anew.</exception>
    Task<SweepResult> CommitAsync(SweepPermission permission, CancellationToken cancellationToken);
}
