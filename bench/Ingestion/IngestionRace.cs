using System.Globalization;
using CrmServerless.Bench.Company;
using CrmServerless.Bench.Rivals;
using CrmServerless.Bench.Workers;

namespace CrmServerless.Bench.Ingestion;

/// <summary>
/// The ingestion of a company's exports beside DuckDB loading the same files into tables on disk; in turn, each time in processes of
/// their own.
/// </summary>
internal static class IngestionRace
{
    /// <summary>So many files are ingested at a time.</summary>
    public const string AtOnce = "2";

    private const int Rounds = 5;

    public static async Task RunAsync(int rows)
    {
        await DuckDb.EnsureAsync();
        var company = GeneratedCompany.OfRows(rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{company.Files.Count} files, {company.Bytes / 1e6:N0} MB; {AtOnce} files at a time; DuckDB with {DuckDb.Threads} threads; {Machine.Load}"));
        var results = new List<(Measured Inbox, Measured Alone, Measured Rival)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var result = (Inbox: await FromInboxAsync(company), Alone: await AloneAsync(company), Rival: await LoadAsync(company));
            Print(round, "inbox to records seen", result.Inbox);
            Print(round, "without storage", result.Alone);
            Print(round, "DuckDB", result.Rival);
            results.Add(result);
        }

        PrintRatio("inbox to records seen", results.Select(r => (r.Inbox, r.Rival)).ToList());
        PrintRatio("without storage", results.Select(r => (r.Alone, r.Rival)).ToList());
    }

    /// <summary>Ingests a company into a folder.</summary>
    public static Task<Measured> IntoFolderAsync(GeneratedCompany company, string folder) =>
        Worker.RunAsync("ingest-files", null, [AtOnce, folder, company.Folder, .. company.Files]);

    private static async Task<Measured> FromInboxAsync(GeneratedCompany company)
    {
        await using var account = await StorageAccount.WithAsync(company);
        return await account.RunAsync("ingest", [AtOnce, .. company.Files]);
    }

    private static async Task<Measured> AloneAsync(GeneratedCompany company)
    {
        using var target = new ScratchFolder();
        return await IntoFolderAsync(company, target.Path);
    }

    private static async Task<Measured> LoadAsync(GeneratedCompany company)
    {
        using var target = new ScratchFolder();
        string[] files = [.. company.Files.Select(f => Path.Combine(company.Folder, f))];
        return await DuckDb.RunAsync("load.mjs", [DuckDb.Threads.ToString(CultureInfo.InvariantCulture), Path.Combine(target.Path, "company.duckdb"), .. files]);
    }

    private static void Print(int round, string what, Measured measured) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {what,-24} {measured}"));

    private static void PrintRatio(string what, List<(Measured Ours, Measured Rival)> pairs)
    {
        var (wall, processor) = (pairs.Select(p => p.Ours.Seconds / p.Rival.Seconds).ToList(), pairs.Select(p => p.Ours.ProcessorSeconds / p.Rival.ProcessorSeconds).ToList());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} / DuckDB: median {Machine.Median(wall):F2} of wall time ({wall.Min():F2} to {wall.Max():F2}), {Machine.Median(processor):F2} of processor time; peak {pairs.Max(p => p.Ours.PeakMegabytes):N0} MB; {Machine.Load}"));
    }
}
