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
        var runs = state.RunsOf(rows.Entity.Name);
        var reader = ReaderOf(rows.Layout, runs);
        var admission = Admission.For(reader, state.Sequence, leaveOutTies);
        using var session = context.Session([.. runs, .. rows.Spilled]);
        var stored = await RunCursors.OpenAsync(session, runs, reader, runs.Count > 0 ? rows.Filter() : BlockFilter.All, cancellationToken);
        var own = await OpenOwnAsync(rows, session, reader, new RunStamp(state.Sequence + 1, set), stored, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{passes}");
        var target = new RunWriter(context.Segments, name, rows.Columns, SegmentFlags.None, context.Options.SegmentBytes);
        var segments = await RunReduction.WriteAsync([.. stored, .. own], admission, target, cancellationToken);
        return new AdmissionOutcome(runs, !leaveOutTies, segments, new CommitCount(rows.Entity, admission.Stored, admission.Unchanged));
    }

    /// <summary>Opens a delivery's own rows; where that fails, what was opened before is closed.</summary>
    internal static async Task<IReadOnlyList<VersionCursor>> OpenOwnAsync(
        EntityRows rows, ReadSession session, RowLayout reader, RunStamp stamp, IReadOnlyList<VersionCursor> opened, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.OpenAsync(session, reader, stamp, cancellationToken);
        }
        catch
        {
            foreach (var cursor in opened)
                await cursor.DisposeAsync();
            throw;
        }
    }

    /// <summary>The delivery's own columns come first, in its order: its kept rows are written as they are read.</summary>
    private static RowLayout ReaderOf(RowLayout own, IReadOnlyList<StoredRun> runs) =>
        new(own.Entity, [.. own.Custom, .. BlobRecordSnapshot.CustomColumnsOf(runs).Except(own.Custom, StringComparer.Ordinal)]);
}
