using System.Diagnostics;
using System.Globalization;
using CrmServerless.Azurite;
using CrmServerless.Bench.Company;
using CrmServerless.Bench.Rivals;
using CrmServerless.Bench.Workers;
using CrmServerless.Configuration;

namespace CrmServerless.Bench.Ingestion;

/// <summary>
/// The ingestion of a company's exports beside DuckDB loading the same files into tables on disk; in turn, each time in processes of
/// their own.
/// </summary>
internal static class IngestionRace
{
    private const int Rounds = 5;
    private const string AtOnce = "2";

    public static async Task RunAsync(int rows)
    {
        await DuckDb.EnsureAsync();
        var company = GeneratedCompany.OfRows(rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{company.Files.Count} files, {company.Bytes / 1e6:N0} MB; {AtOnce} files at a time; DuckDB with {DuckDb.Threads} threads; {Machine.Load}"));
        var (ratios, ours, peaks) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            var ingested = await IngestAsync(company);
            var files = await IngestFilesAsync(company);
            var loaded = await LoadAsync(company);
            Print(round, "inbox to records seen", ingested);
            Print(round, "without storage", files);
            Print(round, "DuckDB", loaded);
            ratios.Add(ingested.Seconds / loaded.Seconds);
            ours.Add(files.Seconds / loaded.Seconds);
            peaks.Add(ingested.PeakMegabytes);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ours / DuckDB: median {Machine.Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2}), without storage {Machine.Median(ours):F2}; peak {peaks.Max():N0} MB; {Machine.Load}"));
    }

    private static async Task<Measured> IngestAsync(GeneratedCompany company)
    {
        var account = AzuriteAccount.WithRandomKey("bench");
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = [account] });
        var connection = server.ConnectionStringOf(account);
        var storage = CrmStorageFactory.FromConnectionString(connection);
        await storage.EnsureCreatedAsync(default);
        foreach (var file in company.Files)
        {
            await using var content = company.Open(file);
            await storage.Container(StorageNames.Exports).GetBlobClient(file).UploadAsync(content);
        }

        using var process = Process.GetProcessById(server.ProcessId);
        var before = process.TotalProcessorTime;
        var measured = await Worker.RunAsync("ingest", connection, [AtOnce, .. company.Files]);
        process.Refresh();
        var parts = new Dictionary<string, double> { ["processor of the storage server"] = (process.TotalProcessorTime - before).TotalSeconds };
        return measured with { Parts = parts };
    }

    private static async Task<Measured> IngestFilesAsync(GeneratedCompany company)
    {
        var target = Directory.CreateTempSubdirectory("crm-bench-");
        try
        {
            return await Worker.RunAsync("ingest-files", null, [AtOnce, target.FullName, company.Folder, .. company.Files]);
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }

    private static async Task<Measured> LoadAsync(GeneratedCompany company)
    {
        var target = Directory.CreateTempSubdirectory("crm-bench-");
        try
        {
            string[] files = [.. company.Files.Select(f => Path.Combine(company.Folder, f))];
            return await DuckDb.RunAsync("load.mjs", [DuckDb.Threads.ToString(CultureInfo.InvariantCulture), Path.Combine(target.FullName, "company.duckdb"), .. files]);
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }

    private static void Print(int round, string what, Measured measured) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {what,-24} {measured}"));
}
