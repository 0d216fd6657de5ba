namespace CrmServerless.RecordStore.Segments;

/// <summary>Where a row lies in a <see cref="RowHeap"/>; later rows have greater places.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Offset">Bytes from its start.</param>
internal readonly record struct RowPlace(int Chunk, int Offset) : IComparable<RowPlace>
{
    /// <inheritdoc/>
    public int CompareTo(RowPlace other) => Chunk != other.Chunk ? Chunk.CompareTo(other.Chunk) : Offset.CompareTo(other.Offset);
}

/// <summary>
/// Rows as bytes, a fifth of the objects' size and nothing for the collector to trace. Each can be read alone: written as
/// <see cref="SegmentFormat"/> says, but with dictionaries that are kept beside the rows.
/// </summary>
internal sealed class RowHeap
{
    private const int ChunkBytes = 1024 * 1024;
    private readonly List<ByteWriter> chunks = [];
    private readonly RowEncoder encoder;
    private int used;
    private long closedBytes;

    /// <summary>A heap of rows with those columns.</summary>
    public RowHeap(SegmentColumns columns)
    {
        Columns = columns;
        Places = [.. Enumerable.Range(0, columns.Count)];
        Texts = new KeptTexts(RowDecoder.FirstColumnSlot + columns.Count);
        encoder = new RowEncoder(columns.Count, SegmentFlags.Sequences, Texts);
    }

    /// <summary>The rows' columns.</summary>
    public SegmentColumns Columns { get; }

    /// <summary>Each column in its own place.</summary>
    public int[] Places { get; }

    /// <summary>The dictionaries.</summary>
    public KeptTexts Texts { get; }

    /// <summary>Which values rows have.</summary>
    public ShapeTable Shapes => encoder.Shapes;

    /// <summary>The rows' bytes.</summary>
    public long Bytes => closedBytes + (used > 0 ? chunks[used - 1].Length : 0);

    /// <summary>Adds a row and says where it lies.</summary>
    public RowPlace Add(Merging.VersionRow row)
    {
        if (used == 0 || chunks[used - 1].Length >= ChunkBytes)
            BeginChunk();
        var place = new RowPlace(used - 1, chunks[used - 1].Length);
        encoder.Encode(chunks[used - 1], row);
        return place;
    }

    /// <summary>Reads from a row's first byte on.</summary>
    public ByteReader At(RowPlace place) => new(chunks[place.Chunk].Written, place.Offset);

    /// <summary>Forgets all rows; their memory is used again.</summary>
    public void Clear()
    {
        (used, closedBytes) = (0, 0);
        encoder.Reset();
    }

    private void BeginChunk()
    {
        closedBytes += used > 0 ? chunks[used - 1].Length : 0;
        if (used == chunks.Count)
            chunks.Add(new ByteWriter(ChunkBytes + 4096));
        chunks[used++].Clear();
    }
}
