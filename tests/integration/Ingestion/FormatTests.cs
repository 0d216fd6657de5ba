using System.IO.Compression;
using System.Text;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Files;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>The same table in each format: equal records, equal counts.</summary>
public sealed class FormatTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Csv = "id,created_at,amount,owner,status\nD1,2026-01-05,1200.5,Zoë,open\nD2,2026-01-06,-3,Bob,won\nD3,2026-01-07,,\"Ann, Dr\",lost\n";

    private const string Json = """
        [{"id": "D1", "created_at": "2026-01-05", "amount": 1200.5, "owner": "Zoë", "status": "open"},
         {"id": "D2", "created_at": "2026-01-06", "amount": -3, "owner": "Bob", "status": "won"},
         {"id": "D3", "created_at": "2026-01-07", "amount": null, "owner": "Ann, Dr", "status": "lost"}]
        """;

    private const string Lines = """
        {"id": "D1", "created_at": "2026-01-05", "amount": 12.005e2, "owner": "Zo\u00eb", "status": "open"}
        {"id": "D2", "created_at": "2026-01-06", "amount": -3, "owner": "Bob", "status": "won"}
        {"id": "D3", "created_at": "2026-01-07", "amount": null, "owner": "Ann, Dr", "status": "lost"}
        """;

    // 46027 days after 1899-12-30 is 2026-01-05.
    private static readonly byte[] Workbook = TestWorkbook.Of(
        new TestSheet("About", true, ["id", "created_at"], ["D9", "x"]),
        new TestSheet(
            "Deals", false,
            ["Deals of January"],
            ["id", "created_at", "amount", "owner", "status"],
            ["D1", new DateSerial(46027), 1200.5, "Zoë", "open"],
            ["D2", new DateSerial(46028), -3, "Bob", "won"],
            ["D3", new DateSerial(46029), null, "Ann, Dr", "lost"]));

    private static readonly string[] Expected =
        ["D1: created_at=2026-01-05 amount=1200.5 owner=Zoë status=open", "D3: created_at=2026-01-07 amount= owner=Ann, Dr status=lost"];

    [Theory]
    [InlineData("deals.csv", "utf-8, delimiter ,")]
    [InlineData("deals.csv.gz", "utf-8, delimiter ,")]
    [InlineData("deals.json", "json")]
    [InlineData("deals.json.gz", "json")]
    [InlineData("deals.ndjson", "ndjson")]
    [InlineData("deals.jsonl.gz", "ndjson")]
    [InlineData("deals.xlsx", "xlsx")]
    [InlineData("deals.xlsx.gz", "xlsx")]
    public async Task SameTable_InAnyFormat_MakesTheSameRecords(string path, string format)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync(path, FileOf(path));

        var row = (await inbox.Service().IngestAsync(TestInbox.Source, path, default)).Row!;

        Assert.Equal((LedgerState.Ingested, 3, 2, 1, 0), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        Assert.Equal(("generic/deals", format), (row.Mapping, row.Format));
        Assert.Equal(Expected, await inbox.RecordsAsync(Entities.Deals, "created_at", "amount", "owner", "status"));
        Assert.Contains("amount,amount is negative,", await inbox.RejectsAsync(row), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deals.csv")]
    [InlineData("deals.json")]
    [InlineData("sub/deals.ndjson.gz")]
    [InlineData("sub/deals.xlsx")]
    public async Task SameTable_InAZip_MakesTheSameRecords(string path)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync("night.zip", TestWorkbook.Zip((path, FileOf(path))));

        var outcome = await inbox.Service().IngestAsync(TestInbox.Source, "night.zip", default);

        var file = (await inbox.LedgerAsync()).Single(r => r.Path == $"night.zip/{path}");
        Assert.Equal((IngestionResult.Ingested, LedgerState.Ingested, 3, 2, 1, 0), (outcome.Result, file.State, file.RowsIn, file.Accepted, file.Rejected, file.Unchanged));
        Assert.Equal(Expected, await inbox.RecordsAsync(Entities.Deals, "created_at", "amount", "owner", "status"));
    }

    [Fact]
    public async Task SheetsOfOneEntity_AreAllRead_OthersAndHiddenOnesAreNot()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync("products.xlsx", TestWorkbook.Of(
            new TestSheet("Read me", false, ["about", "this"], ["x", "y"]),
            new TestSheet("A", false, ["id", "name"], ["1", "Pen"]),
            new TestSheet("Hidden", true, ["id", "name"], ["9", "Nothing"]),
            new TestSheet("B", false, ["name", "id"], ["Ink", "2"], ["Nib", "3"])));

        var row = (await inbox.Service().IngestAsync(TestInbox.Source, "products.xlsx", default)).Row!;

        Assert.Equal((LedgerState.Ingested, 3, 3), (row.State, row.RowsIn, row.Accepted));
        Assert.Equal(["1: name=Pen", "2: name=Ink", "3: name=Nib"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Fact]
    public async Task JsonRows_NullClearsAndAbsentLeavesAlone_EachRowForItself()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("deals-2026-01-01.csv", "id,created_at,amount,owner\nD1,2026-01-01,100,Ann\nD2,2026-01-01,200,Ann\nD3,2026-01-01,300,Ann\n");

        var row = await inbox.DeliverAsync("deals-2026-01-02.json", """[{"id": "D1", "owner": "Bob"}, {"id": "D2", "amount": null}, {"id": "D3", "amount": 300, "owner": "Ann"}]""");

        Assert.Equal((3, 2, 0, 1), (row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        Assert.Equal(["D1: amount=100 owner=Bob", "D2: amount= owner=Ann", "D3: amount=300 owner=Ann"], await inbox.RecordsAsync(Entities.Deals, "amount", "owner"));
    }

    [Fact]
    public async Task BrokenLines_AreRejectedWithLineReasonAndText_AndTheRestCounts()
    {
        var inbox = await TestInbox.NewAsync(azurite);

        var row = await inbox.DeliverAsync("products.ndjson", "{\"id\":1,\"name\":\"Pen\"}\n{\"id\":2,\"name\":\n{\"id\":3,\"name\":\"Ink\"}\n");

        Assert.Equal((LedgerState.Ingested, 3, 2, 1, 0), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        Assert.Equal("line,column,reason,raw\n2,,the json is broken at byte 16: expected an object,\"{\"\"id\"\":2,\"\"name\"\":\"\n", await inbox.RejectsAsync(row));
        Assert.Equal(["1: name=Pen", "3: name=Ink"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    private static byte[] FileOf(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;
        var bytes = Path.GetExtension(plain) switch
        {
            ".json" => Encoding.UTF8.GetBytes(Json),
            ".xlsx" => Workbook,
            ".ndjson" or ".jsonl" => Encoding.UTF8.GetBytes(Lines),
            _ => Encoding.UTF8.GetBytes(Csv),
        };
        return plain == path ? bytes : Packed(bytes);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
