using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Reduction;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Upkeep;

/// <summary>What one merging of runs did.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Runs">How many runs became one.</param>
/// <param name="RowsBefore">Their rows.</param>
/// <param name="RowsAfter">The rows of the one.</param>
public sealed record CompactionResult(EntitySchema Entity, int Runs, long RowsBefore, long RowsAfter);

/// <summary>
/// Merges many small runs into few, so that reads stay fast and versions that lost for good take no room. What a merged state says, now
/// or after any later delivery, does not change; nor what it said at one earlier sequence, which the caller names: the one that the
/// last night was computed from. What was between is forgotten (<see cref="IRecordSnapshot.CanCompareWith"/>).
/// </summary>
/// <param name="storage">The account.</param>
/// <param name="clock">The clock.</param>
/// <param name="options">How much memory, how many runs are few.</param>
public sealed class Compactor(CrmStorage storage, TimeProvider clock, RecordStoreOptions? options = null)
{
    private readonly StoreContext context = StoreContext.Of(storage, clock, options);

    /// <summary>Merges runs of every entity that has many. Safe beside writers, readers and other compactors; a crash leaves all as it was.</summary>
    /// <param name="keptSequence">The sequence of the snapshot that the next reader will compare with; 0 when there is none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<CompactionResult>> CompactAsync(long keptSequence, CancellationToken cancellationToken)
    {
        var results = new List<CompactionResult>();
        foreach (var entity in Entities.All)
        {
            while (await CompactOnceAsync(entity, keptSequence, cancellationToken) is { } result)
                results.Add(result);
        }

        return results;
    }

    private async Task<CompactionResult?> CompactOnceAsync(EntitySchema entity, long keptSequence, CancellationToken cancellationToken)
    {
        var state = (await context.Manifest.ReadAsync(cancellationToken)).State;
        var sources = CompactionChoice.Of(entity, state.RunsOf(entity.Name), context.Options.MostRuns);
        if (sources.Count == 0)
            return null;
        var merged = await MergeAsync(entity, sources, state, keptSequence, cancellationToken);
        return await TryReplaceAsync(sources, merged, cancellationToken)
            ? new CompactionResult(entity, sources.Count, sources.Sum(r => r.Rows()), merged.Rows())
            : null;
    }

    private async Task<StoredRun> MergeAsync(
        EntitySchema entity, IReadOnlyList<StoredRun> sources, ManifestState state, long keptSequence, CancellationToken cancellationToken)
    {
        var (layout, now) = (new RowLayout(entity, BlobRecordSnapshot.CustomColumnsOf(sources)), context.Clock.GetUtcNow());
        var flags = entity.VersionRule == VersionRule.AddWithinDelivery ? SegmentFlags.Sequences | SegmentFlags.Sets : SegmentFlags.Sequences;
        var reduction = VersionReduction.ForCompaction(
            layout, keptSequence, set => state.IsClosed(set, now, context.Options.SetsStayOpen));
        using var session = context.Session(sources);
        var cursors = await RunCursors.OpenAsync(session, sources, layout, BlockFilter.All, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{entity.Name}/compacted/{Guid.NewGuid():N}");
        var target = new RunWriter(context.Segments, name, SegmentColumns.Of(layout), flags, context.Options.SegmentBytes);
        var segments = await RunReduction.WriteAsync(cursors, reduction, target, cancellationToken);
        long? told = sources.All(r => r.TellsStateAt(keptSequence)) ? keptSequence : null;
        return new StoredRun(entity.Name, sources.Min(r => r.From), sources.Max(r => r.To), null, true, layout.Custom, segments, now, told);
    }

    /// <summary>Puts the merged run in the place of its sources, unless somebody else has replaced one of them.</summary>
    private async Task<bool> TryReplaceAsync(IReadOnlyList<StoredRun> sources, StoredRun merged, CancellationToken cancellationToken)
    {
        var old = sources.Select(IdOf).ToHashSet();
        while (true)
        {
            var head = await context.Manifest.ReadAsync(cancellationToken);
            if (head.State.Runs.Any(r => IdOf(r) == IdOf(merged)))
                return true; // The answer to our own request was lost.
            if (head.State.Runs.Count(r => old.Contains(IdOf(r))) < old.Count)
                return false; // What we wrote is collected later.
            var next = head.State with
            {
                Epoch = head.State.Epoch + 1,
                Runs = [.. head.State.Runs.Where(r => !old.Contains(IdOf(r))), merged],
            };
            var retired = sources.SelectMany(r => r.Segments).Select(s => s.Name);
            if (await context.Manifest.TryRetireAsync(head, next, retired, cancellationToken))
                return true;
        }
    }

    /// <summary>A run's first segment: its name is used once only.</summary>
    private static string IdOf(StoredRun run) => run.Segments[0].Name;
}
