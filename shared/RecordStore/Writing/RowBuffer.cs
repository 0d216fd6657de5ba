using System.Runtime.CompilerServices;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Writing;

/// <summary>
/// Rows of one entity on their way to a run: kept as bytes (a fifth of the objects' size, nothing for the collector to trace), sorted
/// when asked. Each row's sequence is its number in the delivery.
/// </summary>
internal sealed class RowBuffer(RowLayout layout)
{
    private const int ChunkBytes = 1024 * 1024;
    private readonly SegmentColumns columns = SegmentColumns.Of(layout);
    private readonly List<ByteWriter> chunks = [];
    private readonly List<Entry> entries = [];
    private readonly VersionRow row = new(0);
    private RowEncoder? encoder;
    private long closedBytes;
    private bool isSorted;

    /// <summary>How many rows.</summary>
    public int Count => entries.Count;

    /// <summary>About how many bytes of memory the rows take.</summary>
    public long Bytes => closedBytes + (chunks.Count > 0 ? chunks[^1].Length : 0) + ((long)entries.Count * Unsafe.SizeOf<Entry>());

    /// <summary>Adds a row.</summary>
    /// <param name="version">The row.</param>
    /// <param name="number">Its number in the delivery.</param>
    public void Add(RecordVersion version, long number)
    {
        if (chunks.Count == 0 || chunks[^1].Length >= ChunkBytes)
            BeginChunk();
        (row.Key, row.Values, row.Stamp) = (version.Key, version.Values, new Stamp(version.VersionTicks, number));
        entries.Add(new Entry(KeyHash.Of(version.Key), chunks.Count - 1, chunks[^1].Length, entries.Count));
        encoder ??= new RowEncoder(columns.Count, SegmentFlags.Sequences, dictionarySize: 0);
        encoder.Encode(chunks[^1], row);
        isSorted = false;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        chunks.Clear();
        closedBytes = 0;
        entries.Clear();
        encoder?.Reset();
    }

    /// <summary>The key hashes in order.</summary>
    public IEnumerable<KeyHash> Hashes()
    {
        Sort();
        return entries.Select(e => e.Hash);
    }

    /// <summary>Walks over the rows in the order of their keys, then of their coming.</summary>
    /// <param name="reader">What stands where in the reader's rows.</param>
    /// <param name="stamp">What is added to the rows' numbers, and their set.</param>
    public VersionCursor Open(RowLayout reader, RunStamp stamp)
    {
        Sort();
        return new Cursor(this, columns.PlacesIn(reader), reader.Width, stamp);
    }

    private void BeginChunk()
    {
        closedBytes += chunks.Count > 0 ? chunks[^1].Length : 0;
        chunks.Add(new ByteWriter(ChunkBytes + 4096));
    }

    private void Sort()
    {
        if (!isSorted)
            entries.Sort(Compare);
        isSorted = true;
    }

    private int Compare(Entry left, Entry right)
    {
        var byHash = left.Hash.CompareTo(right.Hash);
        if (byHash != 0)
            return byHash;
        var (leftSource, leftId) = KeyAt(left);
        var (rightSource, rightId) = KeyAt(right);
        if (leftSource.SequenceEqual(rightSource) && leftId.SequenceEqual(rightId))
            return left.Number.CompareTo(right.Number);
        return KeyOrder.Compare(KeyOf(leftSource, leftId), KeyOf(rightSource, rightId));
    }

    private static RecordKey KeyOf(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id) =>
        new(System.Text.Encoding.UTF8.GetString(source), System.Text.Encoding.UTF8.GetString(id));

    private KeyBytes KeyAt(Entry entry)
    {
        var reader = new ByteReader(chunks[entry.Chunk].Written, entry.Offset);
        reader.Varint(); // the shape
        reader.Varint(); // 'source in full'
        var source = reader.Bytes(reader.Count());
        return new KeyBytes(source, reader.Bytes(reader.Count()));
    }

    private readonly ref struct KeyBytes(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        private readonly ReadOnlySpan<byte> source = source;
        private readonly ReadOnlySpan<byte> id = id;

        public void Deconstruct(out ReadOnlySpan<byte> sourceBytes, out ReadOnlySpan<byte> idBytes)
        {
            sourceBytes = source;
            idBytes = id;
        }
    }

    private readonly record struct Entry(KeyHash Hash, int Chunk, int Offset, int Number);

    private sealed class Cursor : VersionCursor
    {
        private readonly RowBuffer buffer;
        private readonly RowDecoder decoder;
        private readonly List<RowShape> shapes = [];
        private int next;

        public Cursor(RowBuffer buffer, int[] places, int width, RunStamp stamp)
            : base(width)
        {
            this.buffer = buffer;
            decoder = new RowDecoder(places.Length, SegmentFlags.Sequences, stamp);
            for (var i = 0; i < (buffer.encoder?.Shapes.Count ?? 0); i++)
                shapes.Add(RowShape.Parse(buffer.encoder!.Shapes[i], places));
        }

        public override bool TryMoveNext()
        {
            if (next == buffer.entries.Count)
                return false;
            var entry = buffer.entries[next++];
            var reader = new ByteReader(buffer.chunks[entry.Chunk].Written, entry.Offset);
            decoder.Decode(ref reader, shapes, Current);
            return true;
        }

        public override ValueTask<bool> FetchAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
