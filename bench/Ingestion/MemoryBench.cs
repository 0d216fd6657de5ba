using System.Globalization;
using System.IO.Compression;
using CrmServerless.Bench.Company;

namespace CrmServerless.Bench.Ingestion;

/// <summary>The memory that ingesting ever larger files takes, through the local storage server: it is to be the same.</summary>
internal static class MemoryBench
{
    private const int FilesOfZip = 50;
    private const long ZipBytes = 500_000_000;

    /// <summary>The file, what the storage server keeps of it and of its records, and some room.</summary>
    private const int DiskForByte = 4;

    private static readonly long[] Sizes = [250_000_000, 500_000_000, 1_000_000_000, 2_000_000_000];

    public static async Task RunAsync()
    {
        EnsureRoom(Sizes[^1] * DiskForByte);
        foreach (var size in Sizes)
            await MeasureAsync(string.Create(CultureInfo.InvariantCulture, $"csv of {size / 1e9:F2} GB"), "orders.csv", file => WriteCsv(file, size));
        await MeasureAsync(string.Create(CultureInfo.InvariantCulture, $"zip of {FilesOfZip} csvs, {ZipBytes / 1e9:F2} GB"), "orders.zip", WriteZip);
    }

    private static void EnsureRoom(long bytes)
    {
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        if (free < bytes)
            throw new IOException($"{Path.GetTempPath()} has {free / 1_000_000_000} GB left; {bytes / 1_000_000_000} are needed");
    }

    private static async Task MeasureAsync(string what, string name, Action<Stream> write)
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "shop")).FullName, name);
        await using (var file = File.Create(path))
            write(file);
        await using var account = await StorageAccount.WithAsync(new GeneratedCompany(folder.Path));
        Console.WriteLine($"{what,-28} {await account.RunAsync("ingest", IngestionRace.AtOnce, $"shop/{name}")}; {Machine.Load}");
    }

    private static void WriteCsv(Stream file, long size) => OrderFile.Write(file, 0, (_, bytes) => bytes < size);

    private static void WriteZip(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var rows = 0;
        for (var number = 1; number <= FilesOfZip; number++)
        {
            using var entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"orders-{number}.csv"), CompressionLevel.Fastest).Open();
            rows += OrderFile.Write(entry, rows, (_, bytes) => bytes < ZipBytes / FilesOfZip);
        }
    }
}
