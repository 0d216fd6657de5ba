using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Tests.Support.Files;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Reading.Xlsx;

public sealed class XlsxFileTests
{
    [Fact]
    public async Task Read_TypedCells_BecomeInvariantTextAndIsoDates()
    {
        // 46027 days after 1899-12-30 is 2026-01-05; 0.40625 of a day is 09:45.
        var read = await ReadRows.OfAsync(
            TestWorkbook.Of(new TestSheet(
                "Deals", false,
                ["id", "created", "amount", "won", "note"],
                ["D1", new DateSerial(46027), 1200.5, true, " Zoë, \"x\" "],
                null,
                [4711, new DateSerial(46027.40625), 0.1 + 0.2, false, null],
                [null, null, 1e-7, null, "x"])),
            ".xlsx");

        Assert.Equal(("xlsx", "id|created|amount|won|note"), (read.Format, read.Headers));
        Assert.Equal(
            [
                "2: D1|2026-01-05|1200.5|true| Zoë, \"x\" ",
                "4: 4711|2026-01-05T09:45:00|0.3|false|",
                "5: ||0.0000001||x",
            ],
            read.Rows);
    }

    [Fact]
    public async Task Read_TitlesAboveTheTable_AndHiddenOrEmptySheets_AreLeftOut()
    {
        var read = await ReadRows.OfAsync(
            TestWorkbook.Of(
                new TestSheet("Secret", true, ["id", "name"], ["9", "no"]),
                new TestSheet("Notes", false, ["Made by hand"]),
                new TestSheet("January", false, ["Report of January"], null, ["id", "name"], ["1", "Pen"]),
                new TestSheet("February", false, ["id", "name"], ["2", "Ink"])),
            ".xlsx");

        Assert.Equal("id|name", read.Headers);
        Assert.Equal(["4: 1|Pen", "2: 2|Ink"], read.Rows);
    }

    [Fact]
    public async Task Read_CellOfAnError_IsEmpty()
    {
        var read = await ReadRows.OfAsync(TestWorkbook.Of(new TestSheet("x", false, ["id", "amount", "name"], ["1", new ErrorCell("#DIV/0!"), "Pen"])), ".xlsx");

        Assert.Equal(["2: 1||Pen"], read.Rows);
    }

    [Fact]
    public async Task Read_CellBeyondTheHeader_IsSeen()
    {
        var read = await ReadRows.OfAsync(TestWorkbook.Of(new TestSheet("x", false, ["id", "name"], ["1", "Pen", "extra"])), ".xlsx");

        Assert.Equal(["2: 1|Pen|extra"], read.Rows);
    }

    [Fact]
    public async Task Open_FilesThatAreNoWorkbookOrBombs_AreRefusedInWords()
    {
        var cases = new (byte[] Bytes, string Message)[]
        {
            ([], "the workbook is broken: expected an .xlsx workbook without a password"),
            (Encoding.UTF8.GetBytes("id,name\n1,x\n"), "the workbook is broken"),
            (TestWorkbook.Zip(("a.txt", [1, 2, 3])), "the workbook is broken"),
            (TestWorkbook.Of(new TestSheet("x", false, ["only one"])), "no visible sheet has a row of column names"),
            (TestWorkbook.Zip(("xl/worksheets/sheet1.xml", new byte[3 << 20])), "the workbook expands more than 250 times"),
        };
        foreach (var (bytes, message) in cases)
        {
            var refusal = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadRows.OfAsync(bytes, ".xlsx"));
            Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_RowNumberBeyondAnySheet_IsRefusedAndNotCountedTo()
    {
        var workbook = TestWorkbook.Of(new TestSheet("x", false, ["id", "name"], ["1", "Pen"]));
        var altered = Replaced(workbook, "<row r=\"2\">", "<row r=\"2000000000\">");

        var refusal = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadRows.OfAsync(altered, ".xlsx"));

        Assert.StartsWith("a sheet has more than 1048576 rows", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Read_MutatedWorkbooks_EndWithRowsOrWords(int seed)
    {
        var random = new Random(seed);
        var workbook = TestWorkbook.Of(new TestSheet("x", false, ["id", "created", "amount"], ["1", new DateSerial(46027), 5], ["2", null, true]));
        for (var i = 0; i < 100; i++)
        {
            var bytes = i % 2 == 0 ? Mutated(workbook, random) : MutatedSheet(workbook, random);
            var failure = await Record.ExceptionAsync(() => ReadRows.OfAsync(bytes, ".xlsx"));
            Assert.True(failure is null or UnreadableFileException, $"{i}: {failure}");
        }
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var mutated = bytes.ToArray();
        for (var n = random.Next(6); n >= 0; n--)
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }

    /// <summary>Alters the xml of a part, so that the mutation comes past the zip.</summary>
    private static byte[] MutatedSheet(byte[] workbook, Random random)
    {
        const string telling = "<>\"/=019sbnr &";
        return Altered(workbook, text =>
        {
            var characters = text.ToCharArray();
            for (var n = random.Next(3); n >= 0; n--)
                characters[random.Next(characters.Length)] = telling[random.Next(telling.Length)];
            return new string(characters);
        });
    }

    private static byte[] Replaced(byte[] workbook, string old, string with) => Altered(workbook, text => text.Replace(old, with, StringComparison.Ordinal));

    private static byte[] Altered(byte[] workbook, Func<string, string> alter)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        return TestWorkbook.Zip([.. zip.Entries.Select(e => (e.FullName, ContentOf(e, alter)))]);
    }

    private static byte[] ContentOf(System.IO.Compression.ZipArchiveEntry entry, Func<string, string> alter)
    {
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd();
        return Encoding.UTF8.GetBytes(entry.FullName.Contains("sheet1", StringComparison.Ordinal) ? alter(text) : text);
    }
}
