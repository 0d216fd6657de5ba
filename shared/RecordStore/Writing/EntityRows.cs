using System.Globalization;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Writing;

/// <summary>A delivery's rows of one entity, unsorted in memory and, beyond what memory takes, in sorted runs that no reader sees.</summary>
internal sealed class EntityRows(RowLayout layout)
{
    private readonly RowBuffer buffer = new(layout);
    private readonly List<StoredRun> spilled = [];
    private long count;

    /// <summary>The entity.</summary>
    public EntitySchema Entity => layout.Entity;

    /// <summary>What stands where in the rows.</summary>
    public RowLayout Layout => layout;

    /// <summary>The columns in which the rows are written.</summary>
    public SegmentColumns Columns => buffer.Columns;

    /// <summary>The memory that the rows take.</summary>
    public long BufferedBytes => buffer.Bytes;

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has not a value for each column.</exception>
    public void Add(RecordVersion version)
    {
        if (version.Values.Length != layout.Width)
            throw new ArgumentException($"a row of {Entity} has {layout.Width} values here, not {version.Values.Length}", nameof(version));
        buffer.Add(version, count++);
    }

    /// <summary>Moves the rows in memory to a run.</summary>
    /// <returns>The run's blobs.</returns>
    public async Task<IEnumerable<string>> SpillAsync(StoreContext context, string prefix, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-spill{spilled.Count}");
        var writer = new RunWriter(context.Segments, name, Columns, SegmentFlags.Sequences, context.Options.SegmentBytes);
        await using var rows = buffer.Open(layout, default);
        while (rows.TryMoveNext())
        {
            writer.Write(rows.Current);
            if (writer.WantsFlush)
                await writer.FlushAsync(cancellationToken);
        }

        var segments = await writer.CompleteAsync(cancellationToken);
        spilled.Add(new StoredRun(Entity.Name, 0, 0, null, true, layout.Custom, segments, context.Clock.GetUtcNow()));
        buffer.Clear();
        return segments.Select(s => s.Name);
    }

    /// <summary>Which blocks of stored runs can hold the same keys.</summary>
    public BlockFilter Filter() => spilled.Count > 0 ? BlockFilter.All : BlockFilter.Of([.. buffer.Hashes()]);

    /// <summary>The spilled runs, for the session's measure.</summary>
    public IReadOnlyList<StoredRun> Spilled => spilled;

    /// <summary>Cursors over all rows.</summary>
    public async Task<IReadOnlyList<VersionCursor>> OpenAsync(
        ReadSession session, RowLayout reader, RunStamp stamp, CancellationToken cancellationToken)
    {
        var onBlobs = await RunCursors.OpenSpilledAsync(session, spilled, reader, stamp, cancellationToken);
        return [.. onBlobs, buffer.Open(reader, stamp)];
    }
}
