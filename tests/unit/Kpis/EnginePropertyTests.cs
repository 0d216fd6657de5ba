using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using FsCheck.Xunit;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>The properties of kpis.md section 6 that concern computing, over generated companies.</summary>
public sealed class EnginePropertyTests
{
    private const int Companies = 40;

    [Property(MaxTest = Companies)]
    public async Task Compute_AnyCompany_RatiosKeepTheirBounds(int seed)
    {
        var rows = await GeneratedCompany.Of(seed).ComputeAsync();

        foreach (var (key, row) in rows.Where(r => r.Value.Value is not null))
        {
            var value = row.Value!.Value;
            if (key.Kpi == "retention_rate")
                Assert.Equal(100, value + rows[key with { Kpi = "churn_rate" }].Value!.Value, 9);
            if (key.Kpi == "gross_revenue_retention")
                Assert.InRange(value, double.NegativeInfinity, Math.Min(100, rows[key with { Kpi = "net_revenue_retention" }].Value!.Value) + 1e-9);
            if (key.Kpi == "nps")
                Assert.InRange(value, -100, 100);
        }
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_AnyCompany_CountsOverRegionsAddUpToAll(int seed)
    {
        var rows = await GeneratedCompany.Of(seed).ComputeAsync();
        var counts = KpiCatalogue.BuiltIn.All.Where(kpi => kpi.Formula is CountFormula && kpi.NamedDimensions.Contains("region")).Select(kpi => kpi.Id).ToHashSet();

        var sums = rows.Values.Where(row => counts.Contains(row.Kpi) && row.Segment != "all")
            .GroupBy(row => (row.Kpi, row.Window, "all", row.Day)).ToDictionary(g => g.Key, g => g.Sum(row => row.Value ?? 0));

        Assert.All(rows.Where(r => counts.Contains(r.Key.Kpi) && r.Key.Segment == "all" && r.Value.Value is not null), r => Assert.Equal(r.Value.Value!.Value, sums.GetValueOrDefault(r.Key)));
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_CustomerOfAnotherRegionAdded_NoOtherRegionChanges(int seed)
    {
        var before = await GeneratedCompany.Of(seed).ComputeAsync();

        var after = await GeneratedCompany.Of(seed).AddCustomer(new Random(seed), "another", "Elsewhere").ComputeAsync();

        Assert.All(before.Where(r => r.Key.Segment != "all" && r.Value.Value is not null), r => Assert.Equal(r.Value, after[r.Key]));
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_OrderChanged_NoDayBeforeItChanges(int seed)
    {
        var company = GeneratedCompany.Of(seed);
        if (company.WithOneOrderChanged(new Random(seed)) is not { } changed)
            return;

        var before = await company.ComputeAsync();
        var after = await changed.Company.ComputeAsync();

        Assert.Equal(Before(changed.Earliest, before), Before(changed.Earliest, after));
    }

    private static List<MetricRow> Before(DateOnly day, Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow> rows) =>
        [.. rows.Values.Where(row => row.Day < day).OrderBy(row => (row.Kpi, row.Window, row.Segment, row.Day))];
}
