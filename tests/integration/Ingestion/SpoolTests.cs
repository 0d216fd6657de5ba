using System.IO.Compression;
using System.Text;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Files;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>Files that must be copied to disk, and may only take so much of it.</summary>
public sealed class SpoolTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Remedy = ", expected at most 1 MB: zips and workbooks are copied to disk to be read (setting Spool__MostMegabytes); split the export, or send csv, also as .gz, of any size";

    [Theory]
    [InlineData("night.zip")]
    [InlineData("products.xlsx")]
    public async Task FileThatIsTooLong_SaysWhatWasFoundAndIsAllowed_AndIsUsedOnceItIs(string path)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync(path, path.EndsWith(".zip", StringComparison.Ordinal) ? Zip() : Workbook(Noise()));

        var refused = await inbox.Service(new SpoolSettings(1)).IngestAsync(TestInbox.Source, path, default);

        Assert.Equal((IngestionResult.Waiting, LedgerState.Failed, "found 2 MB" + Remedy), (refused.Result, refused.Row!.State, refused.Row.Message));
        Assert.Equal(1, (await inbox.Service(new SpoolSettings(2)).ReconcileAsync(default)).Ingested);
        Assert.Equal(["1: name=Pen"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Fact]
    public async Task PackedWorkbook_IsRefusedByWhatItExpandsTo()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            await gzip.WriteAsync(Workbook(new byte[3 << 19]));
        await inbox.UploadAsync("products.xlsx.gz", packed.ToArray());

        var refused = await inbox.Service(new SpoolSettings(1)).IngestAsync(TestInbox.Source, "products.xlsx.gz", default);

        Assert.Equal((IngestionResult.Waiting, "found more" + Remedy), (refused.Result, refused.Row!.Message));
    }

    /// <summary>A megabyte and a half that can't be made smaller, beside a file.</summary>
    private static byte[] Zip() => TestWorkbook.Zip(("products.csv", Encoding.UTF8.GetBytes("id,name\n1,Pen\n")), ("__MACOSX/noise", Noise()));

    /// <summary>A workbook with a part that no reader looks at.</summary>
    private static byte[] Workbook(byte[] ballast)
    {
        using var file = new MemoryStream();
        file.Write(TestWorkbook.Of(new TestSheet("products", false, ["id", "name"], ["1", "Pen"])));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        using (var entry = zip.CreateEntry("docProps/noise.bin", CompressionLevel.NoCompression).Open())
            entry.Write(ballast);
        return file.ToArray();
    }

    private static byte[] Noise()
    {
        var bytes = new byte[3 << 19];
        new Random(11).NextBytes(bytes);
        return bytes;
    }
}
