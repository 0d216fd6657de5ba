using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Reading;

public sealed class CsvReaderTests
{
    private const int SmallLimit = 200;
    private const string TooLong = "the row is longer than 200 bytes, or has a quote that is never closed";

    [Theory]
    [InlineData("a,b\nc,d", "a|b/c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("a,b\rc,d\r", "a|b/c|d")]
    [InlineData("a,b\n\n\r\nc,d\n\n", "a|b/c|d")]
    [InlineData("a,b\n,,\nc,d", "a|b/c|d")]
    [InlineData("\"a\",\"b\"\n\"\",\"d\"", "a|b/|d")]
    [InlineData("\"a,1\",\"b\r\nc\"\n", "a,1|b\r\nc")]
    [InlineData("\"say \"\"hi\"\"\",\"\"\"\"\n", "say \"hi\"|\"")]
    [InlineData("5\" pipe,b\n", "5\" pipe|b")]
    [InlineData("\"a\" ,b\n", "a|b")]
    [InlineData(" a , b \n", " a | b ")]
    [InlineData("\uFEFFa,b\n", "a|b")]
    [InlineData("a\n", "a")]
    [InlineData("", "")]
    [InlineData("\n\r\n", "")]
    public async Task Read_Text_GivesCells(string text, string expected)
    {
        Assert.Equal(expected, await ReadAllAsync(text, int.MaxValue));
        Assert.Equal(expected, await ReadAllAsync(text, 1));
        Assert.Equal(expected, await ReadAllAsync(text, 3));
    }

    [Fact]
    public async Task Read_RowsOfAllLengthsInAllChunkSizes_MatchesWhatWasWritten()
    {
        // Rows whose cells end at every offset of the 64-byte blocks, a third of them quoted with everything that needs quotes.
        var rows = Enumerable.Range(0, 150).Select(i => new[] { new string('x', i), i % 3 == 0 ? $"q\"\n,{i}\r\n" : $"{i}", "" }).ToList();
        var text = string.Concat(rows.Select((r, i) =>
            string.Join(',', r.Select(c => i % 3 == 0 ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + (i % 2 == 0 ? "\r\n" : "\n")));
        var expected = string.Join('/', rows.Select(r => string.Join('|', r)));

        foreach (var chunk in (int[])[1, 7, 63, 64, 65, 1000])
            Assert.Equal(expected, await ReadAllAsync(text, chunk));
    }

    [Fact]
    public async Task Line_QuotedLineBreaks_CountPhysicalLines()
    {
        await using var reader = Reader("h\r\n\"a\r\nb\nc\"\n\nd\re\n", 2);

        var lines = new List<long>();
        while (await reader.ReadAsync(default))
            lines.Add(reader.Line);

        Assert.Equal([1, 2, 6, 7], lines);
    }

    [Fact]
    public async Task RawText_Row_IsAsTheFileHasIt()
    {
        await using var reader = Reader("x\n\"a\"\"\nb\", c\r\n", int.MaxValue);
        await reader.ReadAsync(default);
        await reader.ReadAsync(default);

        Assert.Equal("\"a\"\"\nb\", c", reader.RawText);
    }

    [Fact]
    public async Task Read_TextAfterClosingQuote_IsDefectRowAndNextRowIsFine()
    {
        await using var reader = Reader("\"a\"x,b\nc,d\n", int.MaxValue);

        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("cell 1 has text after its closing quote", reader.Defect);
        Assert.True(await reader.ReadAsync(default));
        Assert.Null(reader.Defect);
        Assert.Equal("c", Encoding.UTF8.GetString(reader.Cell(0)));
    }

    [Fact]
    public async Task Read_QuoteNeverClosed_CostsItsLineOnly()
    {
        await using var reader = Reader("a,b\n\"c,d\ne,f\ng,h\n", 5);

        Assert.Equal("a|b", await NextAsync(reader));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal(("a quote is opened that is never closed", 2, "\"c,d"), (reader.Defect, reader.Line, reader.RawText));
        Assert.Equal("e|f", await NextAsync(reader));
        Assert.Equal(3, reader.Line);
        Assert.Equal("g|h", await NextAsync(reader));
        Assert.False(await reader.ReadAsync(default));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100_000)]
    public async Task Read_QuoteNotClosedWithinLimit_CostsItsLineOnly(int chunk)
    {
        var text = "\"a,b\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"row{i},x\n")) + "y\",z\n";
        await using var reader = Reader(text, chunk);

        Assert.True(await reader.ReadAsync(default));
        Assert.Equal(TooLong, reader.Defect);
        Assert.Equal("row0|x", await NextAsync(reader));
        Assert.Equal(2, reader.Line);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Read_LineBeyondLimit_IsRejectedAndSkipped(string lineEnd)
    {
        await using var reader = Reader($"a,b{lineEnd}{new string('x', 5000)}{lineEnd}c,d{lineEnd}", 64);

        Assert.Equal("a|b", await NextAsync(reader));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal(TooLong, reader.Defect);
        Assert.StartsWith("xxx", reader.RawText, StringComparison.Ordinal);
        Assert.Equal("c|d", await NextAsync(reader));
        Assert.Equal(3, reader.Line);
        Assert.False(await reader.ReadAsync(default));
    }

    [Fact]
    public async Task Read_NothingButUnclosedQuotes_GivesUpTheFile()
    {
        var text = string.Concat(Enumerable.Repeat("\"" + new string('x', 300) + "\n", 300));
        await using var reader = Reader(text, 4096);

        await Assert.ThrowsAsync<UnreadableFileException>(async () =>
        {
            while (await reader.ReadAsync(default))
            {
            }
        });
    }

    [Fact]
    public async Task Read_InvalidUtf8InOneRow_IsThatRowsDefect()
    {
        await using var reader = new CsvReader(new MemoryStream([.. "a,b\nc,"u8, 0xE9, .. "\ne,f\n"u8]), (byte)',');

        Assert.Equal("a|b", await NextAsync(reader));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("the text is not valid UTF-8", reader.Defect);
        Assert.Equal("e|f", await NextAsync(reader));
    }

    [Fact]
    public async Task Read_MoreCellsThanAnyExportHas_IsDefect()
    {
        await using var reader = new CsvReader(new MemoryStream([.. "x"u8, .. Enumerable.Repeat((byte)',', 20_000), .. "\na,b\n"u8]), (byte)',');

        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("the row has more than 16384 cells", reader.Defect);
        Assert.Equal("a|b", await NextAsync(reader));
    }

    private static CsvReader Reader(string text, int chunk) => new(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), (byte)',', SmallLimit);

    private static async Task<string> ReadAllAsync(string text, int chunk)
    {
        await using var reader = new CsvReader(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), (byte)',');
        var rows = new List<string>();
        while (await reader.ReadAsync(default))
        {
            Assert.Null(reader.Defect);
            rows.Add(Cells(reader));
        }

        return string.Join('/', rows);
    }

    private static async Task<string> NextAsync(CsvReader reader)
    {
        Assert.True(await reader.ReadAsync(default));
        Assert.Null(reader.Defect);
        return Cells(reader);
    }

    private static string Cells(CsvReader reader) =>
        string.Join('|', Enumerable.Range(0, reader.CellCount).Select(i => Encoding.UTF8.GetString(reader.Cell(i))));
}
