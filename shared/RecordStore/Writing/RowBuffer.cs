using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Writing;

/// <summary>Rows of one entity on their way to a run, kept as bytes and sorted when asked. Each row's sequence is its number in the delivery.</summary>
internal sealed class RowBuffer
{
    private readonly VersionRow row = new(0);
    private readonly RowHeap heap;
    private readonly RowOrder order;

    /// <summary>A buffer for rows of that layout.</summary>
    public RowBuffer(RowLayout layout)
    {
        heap = new RowHeap(SegmentColumns.Of(layout));
        order = new RowOrder(new HeapRows(heap, heap.Places, default));
    }

    /// <summary>The columns in which the rows are written.</summary>
    public SegmentColumns Columns => heap.Columns;

    /// <summary>How many rows.</summary>
    public int Count => order.Count;

    /// <summary>About how many bytes of memory the rows take.</summary>
    public long Bytes => heap.Bytes + order.Bytes;

    /// <summary>Adds a row.</summary>
    /// <param name="version">The row; its array may be used again afterwards.</param>
    /// <param name="number">Its number in the delivery.</param>
    public void Add(RecordVersion version, long number)
    {
        (row.Key, row.Values, row.Stamp) = (version.Key, version.Values, new Stamp(version.VersionTicks, number));
        order.Add(new RowEntry(KeyHash.Of(version.Key), heap.Add(row)));
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        heap.Clear();
        order.Clear();
    }

    /// <summary>The key hashes in order.</summary>
    public IEnumerable<KeyHash> Hashes() => order.Sorted().Select(e => e.Hash);

    /// <summary>Walks over the rows in the order of their keys, then of their coming.</summary>
    /// <param name="reader">What stands where in the reader's rows.</param>
    /// <param name="stamp">What is added to the rows' numbers, and their set.</param>
    public VersionCursor Open(RowLayout reader, RunStamp stamp) => new HeapCursor(heap, order.Sorted(), reader, stamp);
}
