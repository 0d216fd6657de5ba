using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>One file, or several of one export, on their way through inbox, ledger, rejects and record store.</summary>
public sealed class DeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task OnePercentBrokenRows_TheRestCounts_AndRejectsNameLineColumnReasonAndText()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var rows = Enumerable.Range(1, 300).Select(i => $"D{i},{i},2026-01-05").ToList();
        rows[32] = "D33,=cmd,2026-01-05";
        rows[99] = "D100,5,5.1.2026";
        rows[298] = "D299,-1,2026-01-05";

        var row = await inbox.DeliverAsync("deals.csv", "id,amount,created_at\n" + string.Join('\n', rows));

        Assert.Equal((LedgerState.Ingested, 300, 297, 3, 0), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        Assert.Equal(("deals", "generic/deals", "utf-8, delimiter ,", 1L), (row.Entity, row.Mapping, row.Format, row.Sequence));
        Assert.Equal(297, (await inbox.RecordsAsync(Entities.Deals)).Count);
        Assert.Equal(
            """
            line,column,reason,raw
            34,amount,"found '=cmd', expected a number such as 1234.5","D33,=cmd,2026-01-05"
            101,created_at,"found '5.1.2026', expected a date or time by ISO 8601, such as 2026-10-31 or 2026-10-31T09:30:00Z","D100,5,5.1.2026"
            300,amount,amount is negative,"D299,-1,2026-01-05"

            """.ReplaceLineEndings("\n"),
            await inbox.RejectsAsync(row));
    }

    [Fact]
    public async Task ColumnThatIsMissing_KeepsValues_AndEmptyCellsClearThem()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("deals-2026-01-01.csv", "id,created_at,amount,owner\nD1,2026-01-01,100,Ann\nD2,2026-01-01,200,Ann\n");

        await inbox.DeliverAsync("deals-2026-01-02.csv", "id,created_at,owner\nD1,2026-01-01,Bob\n");
        Assert.Equal(["D1: amount=100 owner=Bob", "D2: amount=200 owner=Ann"], await inbox.RecordsAsync(Entities.Deals, "amount", "owner"));

        await inbox.DeliverAsync("deals-2026-01-03.csv", "id,created_at,amount,owner\nD1,2026-01-01,,Bob\n");
        Assert.Equal(["D1: amount= owner=Bob", "D2: amount=200 owner=Ann"], await inbox.RecordsAsync(Entities.Deals, "amount", "owner"));
    }

    [Fact]
    public async Task SameContentAgain_IsUnchangedWithoutBeingStored_AndUnderAnotherNameAllRowsAreUnchanged()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        const string text = "id,name\n1,Pen\n2,Ink\nx,\"broken\"row\n";
        var first = await inbox.DeliverAsync("products.csv", text);
        var again = await inbox.DeliverAsync("products.csv", text);
        var copy = await inbox.DeliverAsync("copy/products.csv", text);

        Assert.NotEqual(first.ETag, again.ETag);
        Assert.Equal((LedgerState.Unchanged, 3, 0, 0, 3, null), (again.State, again.RowsIn, again.Accepted, again.Rejected, again.Unchanged, again.Sequence));
        Assert.Equal((LedgerState.Ingested, 3, 0, 1, 2), (copy.State, copy.RowsIn, copy.Accepted, copy.Rejected, copy.Unchanged));
        Assert.Equal(first.ContentHash, copy.ContentHash);
    }

    [Fact]
    public async Task ContentThatReturns_IsDeliveredThreeTimes()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var states = new List<LedgerState>();
        foreach (var name in (string[])["Pen", "Ink", "Pen"])
        {
            states.Add((await inbox.DeliverAsync("products.csv", $"id,name\n1,{name}\n")).State);
            Assert.Equal([$"1: name={name}"], await inbox.RecordsAsync(Entities.Products, "name"));
        }

        Assert.Equal([LedgerState.Ingested, LedgerState.Ingested, LedgerState.Ingested], states);
        Assert.Equal(3, (await inbox.LedgerAsync()).Count);
    }

    [Fact]
    public async Task SameEventTwice_IsAlreadyDone()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var row = await inbox.DeliverAsync("products.csv", "id,name\n1,Pen\n");

        var second = await inbox.Service().IngestAsync(TestInbox.Source, "products.csv", default);

        Assert.Equal((IngestionResult.AlreadyDone, row.Sequence, 1), (second.Result, second.Row?.Sequence, second.Row?.Attempts));
        Assert.Equal(IngestionResult.Gone, (await inbox.Service().IngestAsync(TestInbox.Source, "nothing.csv", default)).Result);
    }

    [Fact]
    public async Task ExportSplitInTwo_ChangesNothing()
    {
        const string header = "id,customer_id,amount,ordered_at\n";
        var rows = Enumerable.Range(1, 40).Select(i => $"O{i},C{i % 7},{i}.5,2026-02-{(i % 28) + 1:00}\n").ToList();
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("orders.csv", header + string.Concat(rows));
        var before = await inbox.RecordsAsync(Entities.Orders, "customer_id", "amount", "ordered_at");

        var first = await inbox.DeliverAsync("parts/orders_001.csv", header + string.Concat(rows.Take(15)));
        var second = await inbox.DeliverAsync("parts/orders_002.csv", header + string.Concat(rows.Skip(15)));

        Assert.Equal((15, 25), (first.Unchanged, second.Unchanged));
        Assert.Equal(first.DeliverySet, second.DeliverySet);
        Assert.Equal(before, await inbox.RecordsAsync(Entities.Orders, "customer_id", "amount", "ordered_at"));
    }

    [Fact]
    public async Task OrderOfFiles_ChangesNothing()
    {
        (string Path, string Text)[] files =
        [
            ("customers-2026-03-01.csv", "id,region,tier\nC1,North,Gold\nC2,South,\n"),
            ("customers-2026-03-05.csv", "id,region\nC1,East\n"),
            ("crm/customers.csv", "id,tier,modified_at\nC1,Silver,2026-03-03T10:00:00Z\nC2,Gold,\n"),
        ];
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0]])
        {
            var inbox = await TestInbox.NewAsync(azurite);
            foreach (var index in order)
                await inbox.DeliverAsync(files[index].Path, files[index].Text);

            // C1: region of the 5th, tier of the 3rd. C2: an empty modified_at beside a filled one is older than any.
            Assert.Equal(["C1: region=East tier=Silver", "C2: region=South tier="], await inbox.RecordsAsync(Entities.Customers, "region", "tier"));
        }
    }

    [Fact]
    public async Task ModifiedAtEmptyThroughout_SaysNothing()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("customers-2026-03-01.csv", "id,region\nC1,North\n");
        var row = await inbox.DeliverAsync("customers-2026-03-02.csv", "id,region,modified_at\nC1,East,\nC2,West,\nC3\n");

        Assert.Equal((3, 2, 1), (row.RowsIn, row.Accepted, row.Rejected));
        Assert.Equal(["C1: region=East", "C2: region=West"], await inbox.RecordsAsync(Entities.Customers, "region"));
    }

    [Fact]
    public async Task SpendInTwoParts_AddsUpWithinTheExport_AndALaterExportReplaces()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        const string header = "day,category,amount\n";
        await inbox.DeliverAsync("spend-1.csv", header + "2026-01-01,marketing,10\n2026-01-01,marketing,5\n");
        await inbox.DeliverAsync("spend-2.csv", header + "2026-01-01,marketing,7\n2026-01-02,sales,1\n");
        Assert.Equal(["2026-01-01|marketing||||: amount=22", "2026-01-02|sales||||: amount=1"], await inbox.RecordsAsync(Entities.Spend, "amount"));

        // The next night's export under the same names: the second part is the same as before.
        await inbox.DeliverAsync("spend-1.csv", header + "2026-01-01,marketing,3\n");
        await inbox.DeliverAsync("spend-2.csv", header + "2026-01-01,marketing,7\n2026-01-02,sales,1\n");
        Assert.Equal(["2026-01-01|marketing||||: amount=10", "2026-01-02|sales||||: amount=1"], await inbox.RecordsAsync(Entities.Spend, "amount"));
    }

    [Fact]
    public async Task GzipOfUtf16_IsReadLikeAnyOther()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id;name\r\n1;Zoë\r\n")]);
        await inbox.UploadAsync("products.csv.gz", packed.ToArray());

        var row = (await inbox.Service().IngestAsync(TestInbox.Source, "products.csv.gz", default)).Row!;

        Assert.Equal((LedgerState.Ingested, 1, "utf-16, delimiter ;"), (row.State, row.Accepted, row.Format));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed.ToArray())), row.ContentHash);
        Assert.Equal(["1: name=Zoë"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Theory]
    [InlineData("data.csv", "", "the file is empty: expected a row of column names, then rows")]
    [InlineData("data.pdf", "%PDF", "found a file '.pdf': expected .csv, .tsv, .txt, .json, .ndjson, .jsonl or .xlsx, or one of them packed as .gz or .zip")]
    [InlineData("data.csv.gz", "no gzip", "the gzip data is broken: expected a whole .gz file")]
    [InlineData("data.json", "[{\"id\": 1},\n {\"id\" 2}]", "the json is broken in line 2, at byte 8 of it: expected an array of objects")]
    [InlineData("data_dictionary.csv", "accounts,,\na,b,c\n", "found the columns accounts; expected an export of ")]
    public async Task FileThatCannotBeUnderstood_StaysWithARowThatSaysWhatWasExpected(string path, string text, string expected)
    {
        var inbox = await TestInbox.NewAsync(azurite);

        var row = await inbox.DeliverAsync(path, text);

        Assert.Equal((LedgerState.Rejected, 0), (row.State, row.RowsIn));
        Assert.StartsWith(expected, row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeaderWithoutRows_IsIngestedWithNothing()
    {
        var inbox = await TestInbox.NewAsync(azurite);

        var row = await inbox.DeliverAsync("products.csv", "id,name\n");

        Assert.Equal((LedgerState.Ingested, 0, null), (row.State, row.RowsIn, row.Sequence));
    }

    [Fact]
    public async Task ManyRejects_AreWrittenInBlocksAndComplete()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var note = new string('x', 9_000);

        var row = await inbox.DeliverAsync("products.csv", "id,name,price\n" + string.Concat(Enumerable.Range(1, 1000).Select(i => $"{i},{note},?\n")));

        var lines = (await inbox.RejectsAsync(row)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((1000, 1001), (row.Rejected, lines.Length));
        Assert.Equal(Enumerable.Range(2, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)), lines.Skip(1).Select(l => l.Split(',')[0]));
    }
}
