using System.Text;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Files;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>A zip on its way: each file in it is a delivery, all together are one export.</summary>
public sealed class ZipTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Products = "id,name\n1,Pen\n2,Ink\n";
    private const string Spend = "day,category,amount\n2026-01-01,marketing,10\n2026-01-02,sales,x\n";
    private const string MoreSpend = "day,category,amount\n2026-01-01,marketing,5\n2026-01-03,sales,2\n";

    private static readonly string[] AllSpend = ["2026-01-01|marketing||||: amount=15", "2026-01-03|sales||||: amount=2"];

    [Fact]
    public async Task ManyFilesInFolders_EachHasARowOfItsOwn_AndTheirRowsAddUp()
    {
        var inbox = await TestInbox.NewAsync(azurite);

        var zip = await DeliverAsync(inbox, "night.zip", ("a/spend.csv", Spend), ("a/b/spend.csv", MoreSpend), ("products.csv", Products), ("__MACOSX/a/._spend.csv", "x"), ("a/.DS_Store", "x"), ("a/", ""));

        Assert.Equal((LedgerState.Ingested, "3 files", "zip", 0, 0, 0), (zip.State, zip.Message, zip.Format, zip.RowsIn, zip.Accepted, zip.Rejected));
        Assert.Equal(
            ["night.zip: 0 = 0 + 0 + 0", "night.zip/a/b/spend.csv: 2 = 2 + 0 + 0", "night.zip/a/spend.csv: 2 = 1 + 1 + 0", "night.zip/products.csv: 2 = 2 + 0 + 0"],
            (await inbox.LedgerAsync()).Select(r => $"{r.Path}: {r.RowsIn} = {r.Accepted} + {r.Rejected} + {r.Unchanged}"));
        Assert.All(await inbox.LedgerAsync(), r => Assert.Equal(zip.ETag, r.ETag));
        Assert.Equal(AllSpend, await inbox.RecordsAsync(Entities.Spend, "amount"));
        Assert.Equal(["1: name=Pen", "2: name=Ink"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Fact]
    public async Task SameZipAgain_ChangesNothing_AndTheReconcilerLeavesItAlone()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await DeliverAsync(inbox, "night.zip", ("a/spend.csv", Spend), ("b/spend.csv", MoreSpend), ("products.csv", Products));

        Assert.Equal(new ReconcileOutcome(1, 0, 0, 0, 0, 0), await inbox.Service().ReconcileAsync(default));
        await DeliverAsync(inbox, "night.zip", ("a/spend.csv", Spend), ("b/spend.csv", MoreSpend), ("products.csv", Products));

        Assert.Equal(AllSpend, await inbox.RecordsAsync(Entities.Spend, "amount"));
        Assert.Equal(2, (await inbox.LedgerAsync()).Count(r => r.Path == "night.zip/products.csv"));
        Assert.Single(await inbox.LedgerAsync(), r => r is { Path: "night.zip/products.csv", State: LedgerState.Unchanged, Unchanged: 2 });
        Assert.Equal(new ReconcileOutcome(1, 0, 0, 0, 0, 0), await inbox.Service().ReconcileAsync(default));
    }

    [Fact]
    public async Task FileThatIsNotUnderstood_LeavesTheZipOpenForNewMappings()
    {
        var inbox = await TestInbox.NewAsync(azurite);

        var zip = await DeliverAsync(inbox, "night.zip", ("pipeline.csv", "Nr,Sum\n1,5\n"), ("products.csv", Products), ("inner.zip", "PK"));

        Assert.Equal(LedgerState.Rejected, zip.State);
        Assert.StartsWith("3 files, of which 2 could not be understood: night.zip/inner.zip: found a zip within a zip", zip.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await inbox.RecordsAsync(Entities.Products)).Count);

        await inbox.ConfigureAsync("mappings/deals.yaml", "entity: deals\nfiles: pipeline*.csv\ncolumns: {id: Nr, amount: Sum}");
        await inbox.Service().ReconcileAsync(default);

        Assert.Equal(["1: amount=5"], await inbox.RecordsAsync(Entities.Deals, "amount"));
        Assert.StartsWith("3 files, of which 1 could not be understood", (await inbox.LedgerAsync())[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RejectedRowsOfAFileInAZip_AreReplayed()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await DeliverAsync(inbox, "night.zip", ("deals.csv", "id,amount\n1,5\n2,\"1,000\"\n"));
        var file = (await inbox.LedgerAsync()).Single(r => r.Path == "night.zip/deals.csv");
        Assert.Equal((1, 1), (file.Accepted, file.Rejected));

        await inbox.ConfigureAsync("mappings/deals.yaml", "entity: deals\nfiles: deals.csv\nnumbers: {group: ','}\ncolumns: {id: id, amount: amount}");
        Assert.True(await inbox.Ledger.ReopenAsync(file, default));
        await inbox.Service().ReconcileAsync(default);

        Assert.Equal(["1: amount=5", "2: amount=1000"], await inbox.RecordsAsync(Entities.Deals, "amount"));
        Assert.All(await inbox.LedgerAsync(), r => Assert.Equal(LedgerState.Ingested, r.State));
    }

    [Fact]
    public async Task BrokenEncryptedEmptyOrExplosiveZips_AreRefusedWhole()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var good = TestWorkbook.Zip(("spend.csv", Encoding.UTF8.GetBytes(Spend)), ("products.csv", Encoding.UTF8.GetBytes(Products)));
        var cases = new (byte[] Zip, string Message)[]
        {
            (good[..^30], "the zip is broken: expected a whole .zip of exports without a password"),
            (Altered(good, 30 + "spend.csv".Length + 3), "a file in the zip is broken"),
            (Encrypted(good), "the zip is encrypted"),
            (TestWorkbook.Zip(("a/", [])), "the zip has no files"),
            (TestWorkbook.Zip(("a.csv", new byte[3 << 20])), "the zip expands more than 250 times"),
            (TestWorkbook.Zip([.. Enumerable.Range(0, 10_001).Select(i => ($"{i}.csv", Array.Empty<byte>()))]), "the zip has more than 10000 files"),
            (TestWorkbook.Zip(("../spend.csv", Encoding.UTF8.GetBytes(Spend))), "a file in the zip has a path that leads nowhere"),
            (TestWorkbook.Zip(("a.csv", [1]), ("a.csv", [2])), "two files in the zip have the same path"),
        };
        foreach (var (zip, message) in cases)
        {
            await inbox.UploadAsync("night.zip", zip);
            var row = (await inbox.Service().IngestAsync(TestInbox.Source, "night.zip", default)).Row!;

            Assert.Equal((LedgerState.Rejected, 0), (row.State, row.RowsIn));
            Assert.StartsWith(message, row.Message, StringComparison.Ordinal);
        }

        Assert.All(await inbox.LedgerAsync(), r => Assert.Equal("night.zip", r.Path));
        Assert.Empty(await inbox.RecordsAsync(Entities.Spend));
    }

    [Fact]
    public async Task MutatedZips_NeverFail_AndTheAccountsAddUp()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var random = new Random(7);
        var good = TestWorkbook.Zip(("a/spend.csv", Encoding.UTF8.GetBytes(Spend)), ("products.csv", Encoding.UTF8.GetBytes(Products)));
        for (var i = 0; i < 40; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(4); n >= 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await inbox.UploadAsync($"{i}.zip", random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }

        var outcome = await inbox.Service().ReconcileAsync(default);

        Assert.Equal((40, 0), (outcome.Seen, outcome.Failed));
        Assert.All(await inbox.LedgerAsync(), r => Assert.Equal(r.RowsIn, r.Accepted + r.Rejected + r.Unchanged));
        Assert.Equal(0, (await inbox.Service().ReconcileAsync(default)).Ingested);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KilledAtAnyWrite_TheReconcilerComesToTheSameEnd(bool isWritten)
    {
        // At least, of each file: begun, a segment, commit, done; of one also rejects (block and list); of the zip: begun and done.
        Assert.InRange(await EachWrite.DieAtAsync(write => IngestAndDieAtAsync(write, isWritten)), 12, 60);
    }

    /// <summary>True when the process was killed; false when it had ended before.</summary>
    private async Task<bool> IngestAndDieAtAsync(int fatalWrite, bool isWritten)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync("night.zip", ZipOf(("a/spend.csv", Spend), ("b/spend.csv", MoreSpend)));
        var fault = new WriteFault(fatalWrite, isWritten);
        if (await Record.ExceptionAsync(() => inbox.Service(fault).IngestAsync(TestInbox.Source, "night.zip", default)) is not null)
            Assert.True(fault.IsDead);

        await Task.WhenAll(inbox.Service().ReconcileAsync(default), inbox.Service().ReconcileAsync(default));

        Assert.Equal(AllSpend, await inbox.RecordsAsync(Entities.Spend, "amount"));
        Assert.Equal(
            ["night.zip: Ingested 0 = 0 + 0 + 0", "night.zip/a/spend.csv: Ingested 2 = 1 + 1 + 0", "night.zip/b/spend.csv: Ingested 2 = 2 + 0 + 0"],
            (await inbox.LedgerAsync()).Select(r => $"{r.Path}: {r.State} {r.RowsIn} = {r.Accepted} + {r.Rejected} + {r.Unchanged}"));
        Assert.Equal(2, (await inbox.Records.SnapshotAsync(default)).Sequence);
        return fault.IsDead;
    }

    private static async Task<LedgerRow> DeliverAsync(TestInbox inbox, string path, params (string Path, string Text)[] files)
    {
        await inbox.UploadAsync(path, ZipOf(files));
        return (await inbox.Service().IngestAsync(TestInbox.Source, path, default)).Row!;
    }

    private static byte[] ZipOf(params (string Path, string Text)[] files) => TestWorkbook.Zip([.. files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text)))]);

    private static byte[] Altered(byte[] zip, int at)
    {
        var altered = zip.ToArray();
        for (var i = 0; i < 8; i++)
            altered[at + i] = 0xFF;
        return altered;
    }

    /// <summary>Sets the flag 'encrypted' of each file, in its own header and in the list.</summary>
    private static byte[] Encrypted(byte[] zip)
    {
        var marked = zip.ToArray();
        for (var i = 0; i + 4 < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("PK\u0003\u0004"u8))
                marked[i + 6] |= 1;
            else if (marked.AsSpan(i).StartsWith("PK\u0001\u0002"u8))
                marked[i + 8] |= 1;
        }

        return marked;
    }
}
