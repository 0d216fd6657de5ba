using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>
/// A generated company with the awkward cases (days of clock changes, missing rates, refunds, merges, deletions, orders that name deals or are
/// known by their lines only, customers known by e-mail only) through the whole product, against the independent SQL, cell by cell.
/// </summary>
public sealed class CompanyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Dimensions = "region,product,product_line,owner,channel,tier,campaign,deal_type,lost_reason,lead_source,first_response_bucket,action,size,manager,score,place,priority,agent,category,churn_reason,industry,region&tier,channel&campaign";

    private static readonly (DateOnly From, DateOnly To) Range = (new(2024, 3, 24), new(2024, 4, 6));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Company_EveryKpiAndDimensionOverTwoWeeks_EqualsTheSql(int seed)
    {
        using var folder = new TemporaryFolder();
        await using var crm = await IngestedAsync(folder.Path, seed, 3000);

        await crm.GetRequiredService<ComputeService>().ComputeAsync(Range.From, Range.To, default);
        var product = await MetricTable.ReadAsync(crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(Range.From, Range.To), default));

        AssertEqual(await ExpectedAsync(folder.Path, Range.From, Range.To), product);
    }

    /// <summary>More than 100,000 records (about 120,000 rows of files); some 600,000 rows of values, not written to tables, which takes minutes.</summary>
    [Fact]
    public async Task Company_OfAHundredThousandRecordsOverNinetyDays_EqualsTheSql()
    {
        var (from, to) = (new DateOnly(2024, 2, 15), new DateOnly(2024, 5, 14));
        using var folder = new TemporaryFolder();
        await using var crm = await IngestedAsync(folder.Path, seed: 1, records: 70_000);

        var configuration = await crm.GetRequiredService<IConfigurationSource>().LoadAsync(default);
        using var loaded = await new KpiEngine(configuration.Business, []).ReadAsync(await crm.GetRequiredService<IRecordStore>().SnapshotAsync(default), 0, default);
        var product = await MetricTable.ReadAsync(loaded.Compute(new KpiPlan(configuration.Kpis, configuration.Business), from, to).ToAsyncEnumerable());

        Assert.True(loaded.Quality.Records > 100_000);
        AssertEqual(await ExpectedAsync(folder.Path, from, to), product);
    }

    private async Task<ServiceProvider> IngestedAsync(string folder, int seed, int records)
    {
        await Oracle.RunAsync("company.mjs", "--seed", $"{seed}", "--out", folder, "--records", $"{records}");
        return await IngestedCompany.OfAsync(azurite, folder, $"timeZone: Europe/Berlin\nsegments: [{Dimensions}]\n");
    }

    private static void AssertEqual(Dictionary<string, string[]> expected, Dictionary<string, string[]> product)
    {
        Assert.NotEmpty(expected);
        var differences = MetricTable.Differences(expected, product);
        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(10)));
    }

    private static async Task<Dictionary<string, string[]>> ExpectedAsync(string folder, DateOnly from, DateOnly to)
    {
        var (config, result) = (Path.Combine(folder, "config.json"), Path.Combine(folder, "oracle.out"));
        await File.WriteAllTextAsync(config, """{"timeZone": "Europe/Berlin"}""");
        await Oracle.RunAsync(
            "oracle.mjs", "--data", folder, "--from", $"{from:yyyy-MM-dd}", "--to", $"{to:yyyy-MM-dd}", "--dimensions", Dimensions,
            "--config", config, "--out", result, "--kpis", string.Join(',', KpiCatalogue.BuiltIn.All.Select(kpi => kpi.Id)));
        return MetricTable.Read(result);
    }
}
