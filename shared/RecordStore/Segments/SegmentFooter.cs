using System.Buffers.Binary;
using CrmServerless.RecordStore.Keys;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Where a block lies and what it begins with.</summary>
/// <param name="Offset">Bytes from the segment's start.</param>
/// <param name="Length">Its bytes, header included.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="First">The hash of its first row's key.</param>
internal readonly record struct BlockEntry(long Offset, int Length, int Rows, KeyHash First);

/// <summary>A segment's footer: what its rows look like, and the index of its blocks.</summary>
/// <param name="Flags">What rows carry.</param>
/// <param name="Columns">The columns of the rows.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Blocks">The blocks in order.</param>
/// <param name="Last">The hash of the last row's key.</param>
internal sealed record SegmentFooter(SegmentFlags Flags, SegmentColumns Columns, long Rows, IReadOnlyList<BlockEntry> Blocks, KeyHash Last)
{
    /// <summary>Appends footer and trailer.</summary>
    /// <returns>How many bytes they take.</returns>
    public int Write(ByteWriter target)
    {
        var start = target.Length;
        target.Byte(SegmentFormat.Version);
        target.Byte((byte)Flags);
        WriteColumns(target);
        target.Varint((ulong)Rows);
        target.Varint(Blocks.Count);
        foreach (var block in Blocks)
            WriteBlock(target, block);
        WriteHash(target, Last);
        var footer = target.Written[start..];
        var (length, checksum) = (footer.Length, MurmurHash3.Hash(footer).First);
        target.Int32(length);
        target.UInt64(checksum);
        target.Byte(SegmentFormat.Version);
        target.Bytes(SegmentFormat.Magic);
        return target.Length - start;
    }

    /// <summary>Reads footer and trailer from a segment's last bytes (or the whole of it).</summary>
    /// <exception cref="InvalidDataException">They are not the end of a segment this code can read.</exception>
    public static SegmentFooter Read(ReadOnlySpan<byte> end)
    {
        if (end.Length < SegmentFormat.TrailerBytes || !end[^3..].SequenceEqual(SegmentFormat.Magic))
            throw new InvalidDataException("these bytes are not the end of a segment");
        if (end[^4] != SegmentFormat.Version)
            throw new InvalidDataException($"the segment has version {end[^4]}; this code reads {SegmentFormat.Version}");
        var trailer = end[^SegmentFormat.TrailerBytes..];
        var length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length < 0 || length > end.Length - SegmentFormat.TrailerBytes)
            throw new InvalidDataException("the segment's footer is cut short");
        var footer = end.Slice(end.Length - SegmentFormat.TrailerBytes - length, length);
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer[4..]) != MurmurHash3.Hash(footer).First)
            throw new InvalidDataException("the segment's footer has a wrong checksum");
        return Parse(footer);
    }

    private static SegmentFooter Parse(ReadOnlySpan<byte> footer)
    {
        var reader = new ByteReader(footer, position: 1);
        var flags = (SegmentFlags)reader.Byte();
        int canonical = reader.Count(), custom = reader.Count();
        var columns = new SegmentColumns(ReadNames(ref reader, canonical), ReadNames(ref reader, custom));
        var rows = (long)reader.Varint();
        var blocks = new BlockEntry[reader.Count()];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = new BlockEntry((long)reader.Varint(), reader.Count(), reader.Count(), ReadHash(ref reader));
        return new SegmentFooter(flags, columns, rows, blocks, ReadHash(ref reader));
    }

    private static string[] ReadNames(ref ByteReader reader, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
            names[i] = reader.Text();
        return names;
    }

    private static KeyHash ReadHash(ref ByteReader reader) => new(reader.UInt64(), reader.UInt64());

    private static void WriteHash(ByteWriter target, KeyHash hash)
    {
        target.UInt64(hash.High);
        target.UInt64(hash.Low);
    }

    private static void WriteBlock(ByteWriter target, BlockEntry block)
    {
        target.Varint((ulong)block.Offset);
        target.Varint(block.Length);
        target.Varint(block.Rows);
        WriteHash(target, block.First);
    }

    private void WriteColumns(ByteWriter target)
    {
        target.Varint(Columns.Canonical.Count);
        target.Varint(Columns.Custom.Count);
        foreach (var name in Columns.Canonical.Concat(Columns.Custom))
            target.Text(name);
    }
}
