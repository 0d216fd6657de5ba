using System.Runtime.CompilerServices;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Runs;
using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>One state of the manifest, read from its immutable runs. May be read by several readers at once.</summary>
public sealed class BlobRecordSnapshot : IRecordSnapshot
{
    private readonly StoreContext context;
    private readonly ManifestState state;

    internal BlobRecordSnapshot(StoreContext context, ManifestState state)
    {
        this.context = context;
        this.state = state;
    }

    /// <inheritdoc/>
    public long Sequence => state.Sequence;

    /// <inheritdoc/>
    public bool CanCompareWith(long sequence) => state.Runs.All(r => r.TellsStateAt(sequence));

    /// <inheritdoc/>
    public long CountVersions(EntitySchema entity) => state.RunsOf(entity.Name).Sum(r => r.Rows());

    /// <inheritdoc/>
    public IReadOnlyList<string> CustomColumns(EntitySchema entity) => Absence.WithoutIt(CustomColumnsOf(state.RunsOf(entity.Name)));

    /// <inheritdoc/>
    /// <exception cref="SegmentGoneException">The snapshot is older than replaced segments are kept.</exception>
    /// <exception cref="InvalidDataException">A segment is damaged.</exception>
    public IAsyncEnumerable<MergedRecord> ReadAsync(EntitySchema entity, long since, CancellationToken cancellationToken) =>
        ReadAsync(entity, since, KeyRange.All, cancellationToken);

    /// <summary>As the other, of the records of a partition alone: only the blocks that hold its keys are read.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="since">The sequence to compare with.</param>
    /// <param name="range">The partition, see <see cref="KeyRange.Split"/>.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public IAsyncEnumerable<MergedRecord> ReadAsync(EntitySchema entity, long since, KeyRange range, CancellationToken cancellationToken)
    {
        if (since != 0 && !state.RunsOf(entity.Name).All(r => r.TellsStateAt(since)))
            throw new ArgumentOutOfRangeException(nameof(since), since, "compaction has forgotten that state");
        return ReadRunsAsync(entity, since, range, cancellationToken);
    }

    /// <summary>The entity's stored bytes.</summary>
    internal long Bytes(EntitySchema entity) => state.RunsOf(entity.Name).Sum(r => r.Bytes());

    /// <summary>The names of the custom columns of all those runs, sorted ordinally.</summary>
    internal static IReadOnlyList<string> CustomColumnsOf(IEnumerable<StoredRun> runs) =>
        [.. runs.SelectMany(r => r.Custom).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private async IAsyncEnumerable<MergedRecord> ReadRunsAsync(
        EntitySchema entity, long since, KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runs = state.RunsOf(entity.Name);
        var layout = new RowLayout(entity, Absence.AtTheEnd(CustomColumnsOf(runs)));
        using var session = context.Session(runs);
        var cursors = await RunCursors.OpenAsync(session, runs, layout, BlockFilter.Of(range), cancellationToken);
        await foreach (var record in MergedReading.ReadAsync(cursors, layout, since, range, cancellationToken))
            yield return record;
    }
}
