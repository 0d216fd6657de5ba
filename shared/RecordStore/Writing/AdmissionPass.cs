using System.Globalization;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Reduction;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Writing;

/// <summary>What became of a delivery's rows of one entity when they met a state of the store.</summary>
/// <param name="Against">The entity's runs in that state.</param>
/// <param name="HoldsForAny">True when the outcome is right for every later state too.</param>
/// <param name="Segments">What was stored.</param>
/// <param name="Count">What it changes.</param>
internal sealed record AdmissionOutcome(IReadOnlyList<StoredRun> Against, bool HoldsForAny, IReadOnlyList<StoredSegment> Segments, CommitCount Count)
{
    /// <summary>True when it can be committed on top of a state with those runs.</summary>
    public bool HoldsFor(IReadOnlyList<StoredRun> runs) =>
        HoldsForAny || runs.Select(r => r.Segments[0].Name).SequenceEqual(Against.Select(r => r.Segments[0].Name));
}

/// <summary>Merges a delivery's rows of one entity with what is stored of their keys, and writes those that must be kept.</summary>
internal sealed class AdmissionPass(StoreContext context, string prefix, string set)
{
    private const int PassesWithTies = 2;
    private int passes;

    /// <summary>
    /// Decides against a state. The third time, after two deliveries of others came in between, it keeps also what it could leave out
    /// only if nobody came in between: so it ends, however busy the store is.
    /// </summary>
    public async Task<AdmissionOutcome> RunAsync(EntityRows rows, ManifestState state, CancellationToken cancellationToken)
    {
        var leaveOutTies = ++passes <= PassesWithTies;
        var (entity, runs) = (rows.Entity, state.RunsOf(rows.Entity.Name));
        // The delivery's own columns come first, in its order: its kept rows are written as they are read.
        var others = BlobRecordSnapshot.CustomColumnsOf(runs).Except(rows.Custom, StringComparer.Ordinal);
        string[] columns = [.. rows.Custom, .. others];
        var admission = Admission.For(entity, entity.Fields.Count + columns.Length, state.Sequence, leaveOutTies);
        using var session = context.Session([.. runs, .. rows.Spilled]);
        var stored = await RunCursors.OpenAsync(session, runs, entity, columns, rows.Filter(), cancellationToken);
        var own = await OpenOwnAsync(rows, session, columns, new RunStamp(state.Sequence + 1, set), stored, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{passes}");
        var target = new RunWriter(context.Segments, name, SegmentColumns.Of(entity, rows.Custom), SegmentFlags.None, context.Options.SegmentBytes);
        var segments = await RunReduction.WriteAsync([.. stored, .. own], admission, target, cancellationToken);
        return new AdmissionOutcome(runs, !leaveOutTies, segments, new CommitCount(entity, admission.Stored, admission.Unchanged));
    }

    private static async Task<IReadOnlyList<VersionCursor>> OpenOwnAsync(
        EntityRows rows, ReadSession session, IReadOnlyList<string> columns, RunStamp stamp, IReadOnlyList<VersionCursor> opened, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.OpenAsync(session, columns, stamp, cancellationToken);
        }
        catch
        {
            foreach (var cursor in opened)
                await cursor.DisposeAsync();
            throw;
        }
    }
}
