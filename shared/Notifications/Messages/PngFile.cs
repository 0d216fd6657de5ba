using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CrmServerless.Notifications.Messages;

/// <summary>Writes pictures of few colours as PNG (W3C, 'Portable Network Graphics Specification', third edition).</summary>
internal static class PngFile
{
    private const byte BitsPerPixel = 8;
    private const byte IndexedColour = 3;
    private const uint Polynomial = 0xEDB88320;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="pixels">The number of each pixel's colour, row by row from the top.</param>
    /// <param name="palette">The colours, at most 256; alpha 0 is nothing.</param>
    public static byte[] Write(int width, int height, byte[] pixels, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> palette)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Chunk(file, "IHDR", Header(width, height));
        Chunk(file, "PLTE", [.. palette.SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })]);
        Chunk(file, "tRNS", [.. palette.Select(colour => colour.Alpha)]);
        Chunk(file, "IDAT", Compressed(width, height, pixels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (BitsPerPixel, IndexedColour);
        return header;
    }

    /// <summary>Each row begins with the number of its filter: 0, none.</summary>
    private static byte[] Compressed(int width, int height, byte[] pixels)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, row * width, width);
            }
        }

        return data.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    /// <summary>CRC-32 as in annex D of the specification.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
        }

        return ~crc;
    }
}
