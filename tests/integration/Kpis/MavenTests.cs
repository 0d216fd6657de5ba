using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>
/// A real company's files with a mapping such as a user writes, through the whole product, against SQL that somebody else wrote from the
/// definitions alone.
/// </summary>
public sealed class MavenTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Dimensions = "region,product,owner";

    private static readonly DateOnly Last = new(2017, 12, 31);

    /// <summary>The last day, and twenty others: the first days, month ends, a leap of quiet days, ordinary ones.</summary>
    private static readonly DateOnly[] Days =
    [
        new(2016, 10, 20), new(2016, 10, 31), new(2016, 12, 31), new(2017, 1, 1), new(2017, 2, 28), new(2017, 3, 1), new(2017, 3, 26), new(2017, 4, 15),
        new(2017, 5, 31), new(2017, 6, 30), new(2017, 7, 4), new(2017, 7, 31), new(2017, 8, 14), new(2017, 9, 30), new(2017, 10, 1), new(2017, 10, 29),
        new(2017, 11, 11), new(2017, 11, 30), new(2017, 12, 1), new(2017, 12, 24), Last,
    ];

    [SkippableFact]
    public async Task Maven_EveryKpiOnTwentyOneDays_EqualsTheSql()
    {
        await using var crm = await IngestedAsync("");
        foreach (var day in Days)
            await crm.GetRequiredService<ComputeService>().ComputeAsync(day, day, default);

        var product = await MetricTable.ReadAsync(crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(Days[0], Last), default));

        Assert.Equal(21 * KpiCatalogue.BuiltIn.All.Sum(kpi => kpi.Windows.Count), product.Keys.Count(key => key.Contains(" all ")));
        Assert.Empty(MetricTable.Differences(await ExpectedAsync(), product));
    }

    [SkippableFact]
    public async Task Maven_WholeRange_HasThePublishedTotals()
    {
        await using var crm = await IngestedAsync("");
        var range = Last.DayNumber - new DateOnly(2016, 10, 20).DayNumber + 1;

        await crm.GetRequiredService<ComputeService>().ComputeAsync(new ComputeRequest(Last, Last, range), default);

        Assert.Equal(4238, await ValueAsync(crm, "deals_won", range));
        Assert.Equal(2473, await ValueAsync(crm, "deals_lost", range));
        Assert.Equal(10_005_534, await ValueAsync(crm, "revenue", range));
    }

    [SkippableFact]
    public async Task Maven_SameFilesAgainInAnotherOrderAndOneInTwoParts_ChangeNothing()
    {
        await using var crm = await IngestedAsync("");
        var compute = crm.GetRequiredService<ComputeService>();
        await compute.ComputeAsync(Last.AddDays(-9), Last, default);

        await UploadAsync(crm, "again/", "products", "sales_teams", "accounts");
        var lines = await File.ReadAllLinesAsync(FileOf("sales_pipeline"));
        await UploadTextAsync(crm, "again/sales_pipeline_002.csv", [lines[0], .. lines[4001..]]);
        await UploadTextAsync(crm, "again/sales_pipeline_001.csv", lines[..4001]);
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
        var report = await compute.ComputeAsync(Last.AddDays(-9), Last, default);

        Assert.Equal(new WriteResult(10, 0, 0, 0), report.Written);
        var ledger = await crm.GetRequiredService<IngestionService>().Ledger.ListAsync(null, default).Where(row => row.Path.StartsWith("again/")).ToListAsync();
        Assert.Equal(5, ledger.Count);
        Assert.All(ledger, row => Assert.Equal((row.RowsIn - row.Rejected, 0), (row.Unchanged, row.Accepted)));
    }

    private async Task<ServiceProvider> IngestedAsync(string folder)
    {
        Skip.If(Data.Length == 0, "needs ../shared/data");
        var crm = await IngestedCompany.NoneAsync(azurite);
        var config = crm.GetRequiredService<CrmStorage>().Container(StorageNames.Config);
        await config.GetBlobClient("business.yaml").UploadAsync(new BinaryData("timeZone: America/New_York\nreportingCurrency: USD\nsegments: [region, product, owner]\n"));
        foreach (var mapping in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Ingestion", "maven", "mappings")))
            await config.GetBlobClient($"mappings/{Path.GetFileName(mapping)}").UploadAsync(mapping);
        await UploadAsync(crm, folder, "accounts", "products", "sales_pipeline", "sales_teams");
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
        return crm;
    }

    private static async Task<Dictionary<string, string[]>> ExpectedAsync()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "oracle.csv");
        await Oracle.RunAsync("maven.mjs", "--maven", Data, "--out", folder.Path);
        await Oracle.RunAsync(
            "oracle.mjs", "--data", folder.Path, "--dimensions", Dimensions, "--out", file,
            "--days", string.Join(',', Days.Select(day => day.ToString("yyyy-MM-dd"))), "--kpis", string.Join(',', KpiCatalogue.BuiltIn.All.Select(kpi => kpi.Id)));
        return MetricTable.Read(file);
    }

    private static async Task<double?> ValueAsync(ServiceProvider crm, string kpi, int window) =>
        Assert.Single(await crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(Last, Last, kpi, "all", window), default).ToListAsync()).Value;

    private static async Task UploadAsync(ServiceProvider crm, string folder, params string[] names)
    {
        foreach (var name in names)
            await crm.GetRequiredService<CrmStorage>().Container(StorageNames.Exports).GetBlobClient($"maven/{folder}{name}.csv").UploadAsync(FileOf(name));
    }

    private static async Task UploadTextAsync(ServiceProvider crm, string path, string[] lines) =>
        await crm.GetRequiredService<CrmStorage>().Container(StorageNames.Exports).GetBlobClient($"maven/{path}").UploadAsync(new BinaryData(string.Join('\n', lines)));

    private static string Data { get; } = SharedData.Find("maven_crm_sales_opportunities") ?? string.Empty;

    private static string FileOf(string name) => Path.Combine(Data, $"{name}.csv");
}
