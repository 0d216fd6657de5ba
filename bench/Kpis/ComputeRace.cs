using System.Globalization;
using CrmServerless.Bench.Company;
using CrmServerless.Bench.Ingestion;
using CrmServerless.Bench.Rivals;
using CrmServerless.Bench.Workers;
using CrmServerless.Configuration;

namespace CrmServerless.Bench.Kpis;

/// <summary>
/// All KPIs of a company for its last days, beside the independent SQL on DuckDB computing the same from csv; how the cost grows with
/// records and days; and a night's part of it.
/// </summary>
internal static class ComputeRace
{
    private const int Days = 90;
    private const int Rounds = 3;

    /// <summary>The independent SQL takes minutes and gigabytes for so many records; for more only where that is asked for.</summary>
    private const int MostRivalRows = 500_000;

    private static readonly string[] Dimensions = ["region", "tier", "product_line", "owner", "channel", "region&tier", "region&product_line"];

    public static async Task RunAsync(int rows, bool isWhole)
    {
        await DuckDb.EnsureAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"all KPIs by {string.Join(", ", Dimensions)}; {Days} days to {GeneratedCompany.LastDay:yyyy-MM-dd}; DuckDB with {DuckDb.Threads} threads; {Machine.Load}"));
        if (rows > MostRivalRows && !isWhole)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DuckDB is raced at {MostRivalRows:N0} records, and at a quarter of them to show its growth; --whole races it at {rows:N0}"));
        var raced = isWhole ? rows : Math.Min(rows, MostRivalRows);
        Print($"DuckDB, {raced / 4:N0} records", await RivalAsync(GeneratedCompany.OfRows(raced / 4).OfOneSource()));
        await RaceAsync(raced);
        await GrowthAsync(rows);
        await NightAsync(rows);
        await OnStorageAsync(rows);
    }

    private static async Task RaceAsync(int rows)
    {
        var company = GeneratedCompany.OfRows(rows).OfOneSource();
        using var store = await IngestedAsync(company);
        var ours = new List<Measured>();
        for (var round = 0; round < Rounds; round++)
            ours.Add(await AloneAsync(store, Days));
        var rival = await RivalAsync(company);
        for (var round = 0; round < Rounds; round++)
            ours.Add(await AloneAsync(store, Days));
        foreach (var measured in ours)
            Print($"compute alone, {rows:N0} records", measured);
        Print($"DuckDB, {rows:N0} records", rival);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"compute alone / DuckDB at {rows:N0} records: {Machine.Median(ours.Select(m => m.Seconds)) / rival.Seconds:F3} of wall time; peak {ours.Max(m => m.PeakMegabytes):N0} MB; {Machine.Load}"));
    }

    private static Task<Measured> RivalAsync(GeneratedCompany company) => DuckDb.RunAsync(
        "compute.mjs", DuckDb.Threads.ToString(CultureInfo.InvariantCulture), Path.Combine(company.Folder, "generic"), Day(Days), Day(1), string.Join(',', Dimensions), ComputeWork.Zone);

    private static async Task GrowthAsync(int rows)
    {
        foreach (var size in (int[])[rows / 4, rows / 2])
        {
            using var part = await IngestedAsync(GeneratedCompany.OfRows(size).OfOneSource());
            Print($"compute alone, {size:N0} records", await AloneAsync(part, Days));
        }

        using var store = await IngestedAsync(GeneratedCompany.OfRows(rows).OfOneSource());
        foreach (var days in (int[])[Days / 3, Days * 2 / 3, Days])
            Print($"compute alone, {rows:N0} records, {days} days", await AloneAsync(store, days));
    }

    private static async Task NightAsync(int rows)
    {
        var (before, added) = GeneratedCompany.OfRows(rows).OfOneSource().Split();
        using var store = await IngestedAsync(before);
        var whole = await AloneAsync(store, Days);
        var more = await IngestionRace.IntoFolderAsync(added, store.Path);
        var night = await AloneAsync(store, Days, since: 1);
        Print("compute alone, everything", whole);
        Print($"compute alone, a night that adds {more.Amount:N0} records", night);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a night / everything: {night.Seconds / whole.Seconds:F2} of wall time, {night.ProcessorSeconds / whole.ProcessorSeconds:F2} of processor time; {night.Amount * Days / whole.Amount} of {Days} days computed; a night reads all records once, which is most of it; {Machine.Load}"));
    }

    private static async Task OnStorageAsync(int rows)
    {
        var company = GeneratedCompany.OfRows(rows).OfOneSource();
        await using var account = await StorageAccount.WithAsync(company);
        var config = CrmStorageFactory.FromConnectionString(account.Connection).Container(StorageNames.Config);
        await config.GetBlobClient("business.yaml").UploadAsync(new BinaryData($"timeZone: {ComputeWork.Zone}\nsegments: [{string.Join(", ", Dimensions)}]\n"));
        await account.RunAsync("ingest", [IngestionRace.AtOnce, .. company.Files]);
        Print($"compute, {rows:N0} records", await account.RunAsync("compute", Day(Days), Day(1)));
    }

    private static async Task<ScratchFolder> IngestedAsync(GeneratedCompany company)
    {
        var store = new ScratchFolder();
        await IngestionRace.IntoFolderAsync(company, store.Path);
        return store;
    }

    private static Task<Measured> AloneAsync(ScratchFolder store, int days, long since = 0) =>
        Worker.RunAsync("compute-alone", null, [store.Path, Day(days), Day(1), since.ToString(CultureInfo.InvariantCulture), .. Dimensions]);

    /// <summary>The first of so many days.</summary>
    private static string Day(int days) => GeneratedCompany.LastDay.AddDays(1 - days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Print(string what, Measured measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-50} {measured}"));
}
