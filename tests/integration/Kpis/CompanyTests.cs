using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
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
    public Task Company_EveryKpiAndDimensionOverTwoWeeks_EqualsTheSql(int seed) => CompareAsync(seed, 3000, Range.From, Range.To);

    /// <summary>About 103,000 records, and days around the clock change of spring.</summary>
    [Fact]
    [Trait("Size", "Large")]
    public Task Company_OfAHundredThousandRecordsOverNinetyDays_EqualsTheSql() => CompareAsync(1, 60_000, new DateOnly(2024, 2, 15), new DateOnly(2024, 5, 14));

    private async Task CompareAsync(int seed, int records, DateOnly from, DateOnly to)
    {
        using var folder = new TemporaryFolder();
        await Oracle.RunAsync("company.mjs", "--seed", $"{seed}", "--out", folder.Path, "--records", $"{records}");
        await using var crm = await IngestedCompany.OfAsync(azurite, folder.Path, $"timeZone: Europe/Berlin\nsegments: [{Dimensions}]\n");

        await crm.GetRequiredService<ComputeService>().ComputeAsync(from, to, default);
        var product = await MetricTable.ReadAsync(crm.GetRequiredService<IMetricReader>().ReadAsync(new MetricQuery(from, to), default));

        var expected = await ExpectedAsync(folder.Path, from, to);
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
