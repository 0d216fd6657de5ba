using System.Buffers.Binary;
using System.Text;

namespace CrmServerless.RecordStore.Segments;

/// <summary>A byte buffer that grows, with the format's primitive encodings.</summary>
internal sealed class ByteWriter(int capacity = 4096)
{
    private const int LongestVarint = 10;
    private const int MostUtf8Bytes = 3;
    private const int ShortText = 0x7f / MostUtf8Bytes;
    private byte[] buffer = new byte[capacity];

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>The bytes written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Length);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Appends one byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Appends bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    /// <summary>Appends an i32.</summary>
    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);

    /// <summary>Appends an i64.</summary>
    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    /// <summary>Appends a u64.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    /// <summary>Appends LEB128 of an unsigned number.</summary>
    public void Varint(ulong value)
    {
        Ensure(LongestVarint);
        for (; value >= 0x80; value >>= 7)
            buffer[Length++] = (byte)(value | 0x80);
        buffer[Length++] = (byte)value;
    }

    /// <summary>Appends LEB128 of a length, count or index.</summary>
    public void Varint(int value) => Varint((ulong)value);

    /// <summary>Appends a signed number so that small ones of either sign are short.</summary>
    public void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Appends the text's length in UTF-8 bytes and those bytes.</summary>
    public void Text(string value)
    {
        if (value.Length > ShortText)
        {
            var bytes = Encoding.UTF8.GetByteCount(value);
            Varint(bytes);
            Encoding.UTF8.GetBytes(value, Room(bytes));
            return;
        }

        // Its length takes one byte, whatever its characters are: room is left for it.
        Ensure(1 + (value.Length * MostUtf8Bytes));
        var written = Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length + 1));
        buffer[Length] = (byte)written;
        Length += 1 + written;
    }

    private Span<byte> Room(int bytes)
    {
        Ensure(bytes);
        var room = buffer.AsSpan(Length, bytes);
        Length += bytes;
        return room;
    }

    private void Ensure(int bytes)
    {
        if (buffer.Length - Length < bytes)
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, Length + bytes));
    }
}
