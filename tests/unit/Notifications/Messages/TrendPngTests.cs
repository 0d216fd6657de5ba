using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CrmServerless.Notifications.Messages;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications.Messages;

/// <summary>Pictures, read back by the specification's own steps.</summary>
public sealed class TrendPngTests
{
    [Fact]
    public void Draw_Rise_IsALineFromTheLowerLeftToTheUpperRight()
    {
        var picture = Read(TrendPng.Draw(new TrendChart([0, 10], [])));

        Assert.Equal((480, 96), (picture.Width, picture.Height));
        Assert.Equal((0, 0, 255), (picture.Alpha(100, 20), picture.Alpha(400, 75), picture.Alpha(240, 48)));
        Assert.Equal((255, 255), (picture.Alpha(10, 86), picture.Alpha(470, 9)));
    }

    [Fact]
    public void Draw_Limit_IsDashedAtItsHeightInAColourOfItsOwn()
    {
        var picture = Read(TrendPng.Draw(new TrendChart([0, 0], [10])));

        Assert.Equal((255, 0, 255), (picture.Alpha(12, 8), picture.Alpha(26, 8), picture.Alpha(36, 8)));
        Assert.NotEqual(picture.Colour(12, 8), picture.Colour(240, 88));
    }

    [Fact]
    public void Draw_Gap_IsLeftOpen()
    {
        var picture = Read(TrendPng.Draw(new TrendChart([5, 5, null, 5, 5], [])));

        Assert.Equal((255, 0, 255), (picture.Alpha(60, 48), picture.Alpha(240, 48), picture.Alpha(420, 48)));
    }

    [Fact]
    public void Draw_AnyPicture_IsAFewHundredBytes() =>
        Assert.InRange(TrendPng.Draw(new TrendChart([31, 32, 30, 31, 31, 30, 29, 28, 26, 25, 23, 22], [28.2])).Length, 200, 3_000);

    /// <summary>The check value of the specification's CRC, over "IEND" and no data, is in every PNG file there is.</summary>
    [Fact]
    public void Draw_AnyPicture_EndsAsEveryPngDoes() =>
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(TrendPng.Draw(new TrendChart([1, 2], []))[^12..]));

    private static Picture Read(byte[] file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file[..8]));
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add(Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }

        var header = chunks["IHDR"];
        Assert.Equal("0803000000", Convert.ToHexString(header[8..]));
        using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return new Picture(BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), rows.ToArray(), chunks["PLTE"], chunks["tRNS"]);
    }

    private sealed record Picture(int Width, int Height, byte[] Rows, byte[] Palette, byte[] Transparency)
    {
        public int Alpha(int x, int y) => Transparency[Index(x, y)];

        public string Colour(int x, int y) => Convert.ToHexString(Palette, 3 * Index(x, y), 3);

        private int Index(int x, int y) => Rows[y * (Width + 1) + 1 + x];
    }
}
