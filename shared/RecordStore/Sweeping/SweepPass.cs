using System.Globalization;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;
using CrmServerless.RecordStore.Writing;

namespace CrmServerless.RecordStore.Sweeping;

/// <summary>What a pass over a state of the store found.</summary>
/// <param name="Newer">The newer export that was known in that state.</param>
/// <param name="Deletions">The run that deletes what is missing.</param>
/// <param name="Corrections">The run that brings back what is there.</param>
/// <param name="Missing">How many are missing.</param>
/// <param name="Live">Of how many.</param>
internal sealed record SweepFindings(
    CompleteExport? Newer, IReadOnlyList<StoredSegment> Deletions, IReadOnlyList<StoredSegment> Corrections, long Missing, long Live);

/// <summary>Merges the keys of an export with what is stored of the entity, and writes what follows, that no reader sees yet.</summary>
internal sealed class SweepPass(StoreContext context, SweepOrder order, string prefix)
{
    private int passes;

    /// <summary>Compares with a state. What it finds holds for later states too: it is told by version times, and newer ones win.</summary>
    public async Task<SweepFindings> RunAsync(EntityRows keys, ManifestState state, CompleteExport? newer, CancellationToken cancellationToken)
    {
        var runs = state.RunsOf(order.Entity.Name);
        var reader = new RowLayout(order.Entity, [.. keys.Layout.Custom, .. Absence.WithoutIt(BlobRecordSnapshot.CustomColumnsOf(runs))]);
        using var session = context.Session([.. runs, .. keys.Spilled]);
        var stored = await RunCursors.OpenAsync(session, runs, reader, BlockFilter.All, cancellationToken);
        var own = await AdmissionPass.OpenOwnAsync(keys, session, reader, new RunStamp(state.Sequence + 1, null), stored, cancellationToken);
        await using var merge = await VersionMerge.StartAsync([.. stored, .. own], cancellationToken);
        var reduction = new SweepReduction(order, reader, state.Sequence, newer);
        var (deletions, corrections) = (Writer("missing", keys.Layout), Writer("present", keys.Layout));
        passes++;
        while (await merge.NextKeyAsync(reduction, cancellationToken))
        {
            var finding = reduction.Finish();
            if (finding == Finding.None)
                continue;
            var target = finding == Finding.Missing ? deletions : corrections;
            target.Write(reduction.Row);
            if (target.WantsFlush)
                await target.FlushAsync(cancellationToken);
        }

        return new SweepFindings(
            newer, await deletions.CompleteAsync(cancellationToken), await corrections.CompleteAsync(cancellationToken), reduction.Missing, reduction.Live);
    }

    private RunWriter Writer(string kind, RowLayout layout) =>
        new(context.Segments, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{kind}{passes}"), SegmentColumns.Of(layout), SegmentFlags.None, context.Options.SegmentBytes);
}
