using System.Buffers.Binary;
using System.Text;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Reads the format's primitive encodings from bytes whose checksum was verified.</summary>
/// <param name="data">The bytes.</param>
/// <param name="position">Where to begin.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> data, int position = 0)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Where the next read begins.</summary>
    public int Position { get; private set; } = position;

    /// <summary>One byte.</summary>
    public byte Byte() => data[Position++];

    /// <summary>Bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes(int length)
    {
        var bytes = data.Slice(Position, length);
        Position += length;
        return bytes;
    }

    /// <summary>What was read since a position.</summary>
    public readonly ReadOnlySpan<byte> From(int start) => data[start..Position];

    /// <summary>An i32.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    /// <summary>An i64.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>A u64.</summary>
    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>LEB128 of an unsigned number.</summary>
    public ulong Varint()
    {
        var first = data[Position++];
        return first < 0x80 ? first : LongVarint(first);
    }

    /// <summary>LEB128 of a length, count or index.</summary>
    public int Count() => checked((int)Varint());

    /// <summary>A signed number.</summary>
    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A text with its length.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes(Count()));

    private ulong LongVarint(byte first)
    {
        var value = (ulong)first & 0x7f;
        for (var shift = 7; shift < 64; shift += 7)
        {
            var next = data[Position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a varint is longer than 10 bytes");
    }
}
