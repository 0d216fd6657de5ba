using System.Buffers.Binary;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Collects rows into a block.</summary>
internal sealed class BlockEncoder
{
    private readonly SegmentColumns columns;
    private readonly RowEncoder encoder;
    private readonly RowTranscoder transcoder;
    private readonly ByteWriter rows = new(SegmentFormat.BlockBytes + 4096);
    private readonly ByteWriter payload = new(SegmentFormat.BlockBytes + 8192);

    /// <summary>An encoder of rows with those columns.</summary>
    public BlockEncoder(SegmentColumns columns, SegmentFlags flags)
    {
        this.columns = columns;
        var texts = new BlockTexts(RowDecoder.FirstColumnSlot + columns.Count);
        encoder = new RowEncoder(columns.Count, flags, texts);
        transcoder = new RowTranscoder(encoder.Shapes, texts, flags);
    }

    /// <summary>How many rows the block has.</summary>
    public int Rows { get; private set; }

    /// <summary>True when the block should be closed.</summary>
    public bool IsFull => rows.Length >= SegmentFormat.BlockBytes;

    /// <summary>Adds a row; rows come in order.</summary>
    public void Add(VersionRow row)
    {
        if (row.Encoded is { } heap && transcoder.CanCopy && ReferenceEquals(heap.Columns, columns))
            transcoder.Copy(heap, row, rows);
        else
            encoder.Encode(rows, row);
        Rows++;
    }

    /// <summary>Appends the block to the target and begins the next.</summary>
    public void Finish(ByteWriter target)
    {
        payload.Clear();
        payload.Varint(Rows);
        payload.Varint(encoder.Shapes.Count);
        for (var i = 0; i < encoder.Shapes.Count; i++)
            payload.Bytes(encoder.Shapes[i]);
        payload.Bytes(rows.Written);
        target.Byte(SegmentFormat.Version);
        target.Int32(payload.Length);
        target.UInt64(MurmurHash3.Hash(payload.Written).First);
        target.Bytes(payload.Written);
        encoder.Reset();
        transcoder.Reset();
        rows.Clear();
        Rows = 0;
    }
}

/// <summary>Reads the rows of one block after another.</summary>
internal sealed class BlockDecoder(int[] places, SegmentFlags flags, RunStamp stamp)
{
    private readonly RowDecoder decoder = new(places.Length, flags, stamp);
    private readonly List<RowShape> shapes = [];
    private ReadOnlyMemory<byte> payload;
    private int position;
    private int rowsLeft;

    /// <summary>Begins with a block's bytes, which must stay in place while its rows are read.</summary>
    /// <exception cref="InvalidDataException">The version is unknown, the length or the checksum does not fit.</exception>
    public void Open(ReadOnlyMemory<byte> block)
    {
        payload = Verified(block);
        var reader = new ByteReader(payload.Span);
        rowsLeft = reader.Count();
        shapes.Clear();
        for (var left = reader.Count(); left > 0; left--)
            shapes.Add(RowShape.Parse(reader.Bytes(1 + places.Length), places));
        position = reader.Position;
        decoder.Reset();
    }

    /// <summary>Reads the next row; false at the block's end.</summary>
    public bool TryRead(VersionRow row)
    {
        if (rowsLeft == 0)
            return false;
        var reader = new ByteReader(payload.Span, position);
        decoder.Decode(ref reader, shapes, row);
        position = reader.Position;
        rowsLeft--;
        return true;
    }

    private static ReadOnlyMemory<byte> Verified(ReadOnlyMemory<byte> block)
    {
        var bytes = block.Span;
        if (bytes.Length < SegmentFormat.BlockHeaderBytes)
            throw new InvalidDataException("a block is cut short");
        if (bytes[0] != SegmentFormat.Version)
            throw new InvalidDataException($"a block has version {bytes[0]}; this code reads {SegmentFormat.Version}");
        var payload = block[SegmentFormat.BlockHeaderBytes..];
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]) != payload.Length)
            throw new InvalidDataException("a block's length is not what the index says");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[5..]) != MurmurHash3.Hash(payload.Span).First)
            throw new InvalidDataException("a block's checksum is wrong");
        return payload;
    }
}
