using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Writing;

/// <summary>A row of a heap by its key.</summary>
/// <param name="Hash">The hash of its key.</param>
/// <param name="Place">Where it lies.</param>
internal readonly record struct RowEntry(KeyHash Hash, RowPlace Place);

/// <summary>Walks over sorted rows of a heap, which are decoded only where their values are asked for.</summary>
internal sealed class HeapCursor : VersionCursor
{
    private readonly RowEntry[] entries;
    private readonly HeapRows rows;
    private int next;

    /// <summary>A cursor before the first row.</summary>
    /// <param name="heap">The rows.</param>
    /// <param name="entries">Their order.</param>
    /// <param name="reader">What stands where in the reader's rows.</param>
    /// <param name="stamp">What is added to the rows' numbers, and their set.</param>
    public HeapCursor(RowHeap heap, RowEntry[] entries, RowLayout reader, RunStamp stamp)
        : base(reader.Width)
    {
        this.entries = entries;
        rows = new HeapRows(heap, heap.Columns.PlacesIn(reader), stamp);
    }

    /// <inheritdoc/>
    public override bool TryMoveNext()
    {
        if (next == entries.Length)
            return false;
        var entry = entries[next++];
        rows.Point(Current, entry);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> FetchAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The rows of a heap as a reader with its own columns sees them.</summary>
internal sealed class HeapRows : EncodedRows
{
    private readonly RowDecoder decoder;
    private readonly RunStamp stamp;
    private readonly List<RowShape> shapes = [];

    /// <summary>Rows of the heap as it is now.</summary>
    public HeapRows(RowHeap heap, int[] places, RunStamp stamp)
    {
        Heap = heap;
        this.stamp = stamp;
        decoder = new RowDecoder(places.Length, SegmentFlags.Sequences, stamp, heap.Texts);
        for (var i = 0; i < heap.Shapes.Count; i++)
            shapes.Add(RowShape.Parse(heap.Shapes[i], places));
    }

    /// <inheritdoc/>
    public override RowHeap Heap { get; }

    /// <summary>Makes the row point at an entry.</summary>
    public void Point(VersionRow row, RowEntry entry)
    {
        var reader = Heap.At(entry.Place);
        var shape = shapes[reader.Count()];
        RowDecoder.SkipKey(ref reader);
        (row.Hash, row.Stamp, row.Set) = (entry.Hash, decoder.ReadStamp(ref reader, shape), stamp.Set);
        row.Refer(this, entry.Place);
    }

    /// <inheritdoc/>
    public override RecordKey KeyAt(RowPlace place)
    {
        var reader = Heap.At(place);
        reader.Count();
        return decoder.ReadKey(ref reader);
    }

    /// <inheritdoc/>
    public override void ReadValues(RowPlace place, FieldValue[] values)
    {
        var reader = Heap.At(place);
        var shape = shapes[reader.Count()];
        var key = decoder.ReadKey(ref reader);
        decoder.ReadValues(ref reader, shape, decoder.ReadStamp(ref reader, shape).Time, key.Id, values);
    }
}
