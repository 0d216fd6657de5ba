using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Reading;

public sealed class CsvSnifferTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("id,name\n1,a;b\n", ',')]
    [InlineData("id;name;amount\n1;a;1,50\n2;b;2,75\n", ';')]
    [InlineData("id\tname\n1\ta, b\n", '\t')]
    [InlineData("id|name\n1|a\n", '|')]
    [InlineData("\"a;b\",\"c;d\"\n\"1;2\",\"3\n4\"\n", ',')]
    [InlineData("id\n1\n2\n", ',')]
    [InlineData("size,note\n5\" pipe,a|b|c\n", ',')]
    [InlineData("", ',')]
    public void Sniff_Text_TellsDelimiter(string text, char delimiter) =>
        Assert.Equal((byte)delimiter, CsvSniffer.Sniff(Encoding.UTF8.GetBytes(text), isWhole: true).Delimiter);

    [Fact]
    public void Sniff_CharacterCutByBlockEnd_IsStillUtf8()
    {
        var bytes = Encoding.UTF8.GetBytes("id,name\n1,Zoë €");

        Assert.Equal("utf-8", CsvSniffer.Sniff(bytes.AsSpan(0, bytes.Length - 1), isWhole: false).Encoding.WebName);
        Assert.Equal("windows-1252", CsvSniffer.Sniff(bytes.AsSpan(0, bytes.Length - 1), isWhole: true).Encoding.WebName);
    }

    [Fact]
    public void Sniff_Binary_IsUnreadable() =>
        Assert.Throws<UnreadableFileException>(() => CsvSniffer.Sniff([(byte)'P', (byte)'K', 3, 4, 0, 0], isWhole: true));

    public static TheoryData<string, byte[]> EncodedFiles { get; } = new()
    {
        { "utf-8", Encoding.UTF8.GetBytes("id;name\n1;Zoë €\n") },
        { "utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("id;name\n1;Zoë €\n")] },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id;name\n1;Zoë €\n")] },
        { "utf-16BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("id;name\n1;Zoë €\n")] },
        { "windows-1252", Windows1252.GetBytes("id;name\n1;Zoë €\n") },
    };

    [Theory]
    [MemberData(nameof(EncodedFiles))]
    public async Task Open_AnyEncoding_GivesSameCells(string encoding, byte[] bytes)
    {
        var file = await CsvFile.OpenAsync(new MemoryStream(bytes), CsvReader.DefaultMaxRowBytes, default);
        await using var reader = file.Reader;

        Assert.Equal($"{encoding}, delimiter ;", file.Dialect.Description);
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("id", Encoding.UTF8.GetString(reader.Cell(0)));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("Zoë €", Encoding.UTF8.GetString(reader.Cell(1)));
        Assert.False(await reader.ReadAsync(default));
    }
}
