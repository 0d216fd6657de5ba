using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Tests.Support.RecordStore;
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
    public async Task Compute_AnyRecordChanged_NoDayBeforeItChanges(int seed)
    {
        var company = GeneratedCompany.Of(seed);
        var changed = company.WithOneRecordChanged(new Random(seed));

        var before = await company.ComputeAsync();
        var after = await changed.Company.ComputeAsync();

        Assert.Equal(Before(changed.Earliest, before), Before(changed.Earliest, after));
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_ExportSplitInTwo_ChangesNothing(int seed)
    {
        var (company, half) = (GeneratedCompany.Of(seed), new Random(seed).Next(2));
        var split = company.DeliverTo(new ListRecordSnapshot(), isChosen: (_, number) => number % 2 == half);
        company.DeliverTo(split, isChosen: (_, number) => number % 2 != half);

        AssertSame(await company.ComputeAsync(), await GeneratedCompany.ComputeAsync(split, KpiCatalogue.BuiltIn));
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_DeliveredTwice_ChangesNothing(int seed)
    {
        var company = GeneratedCompany.Of(seed);

        AssertSame(await company.ComputeAsync(), await GeneratedCompany.ComputeAsync(company.DeliverTo(company.Snapshot()), KpiCatalogue.BuiltIn));
    }

    [Property(MaxTest = Companies)]
    public async Task Compute_VersionsInAnotherOrder_ChangesNothing(int seed)
    {
        var company = GeneratedCompany.Of(seed);
        var outdated = company.Outdated(new Random(seed));
        var inOrder = company.DeliverTo(outdated.DeliverTo(new ListRecordSnapshot(), version: 1), version: 2);
        var reversed = outdated.DeliverTo(company.DeliverTo(new ListRecordSnapshot(), version: 2), version: 1);

        AssertSame(await company.ComputeAsync(), await GeneratedCompany.ComputeAsync(inOrder, KpiCatalogue.BuiltIn));
        AssertSame(await company.ComputeAsync(), await GeneratedCompany.ComputeAsync(reversed, KpiCatalogue.BuiltIn));
    }

    /// <summary>What comes out equal is not written (`tests/integration/Nights/ComputeServiceTests.cs`): the same days, alone or in a longer range, come out equal.</summary>
    [Property(MaxTest = Companies)]
    public async Task Compute_DaysOneByOne_AreThoseOfTheRange(int seed)
    {
        var company = GeneratedCompany.Of(seed);
        using var loaded = await new KpiEngine(GeneratedCompany.Business, []).ReadAsync(company.Snapshot(), 0, default);
        var plan = new KpiPlan(KpiCatalogue.BuiltIn, GeneratedCompany.Business);
        var day = GeneratedCompany.Days.From.AddDays(new Random(seed).Next(20));

        var alone = loaded.Compute(plan, day, day).ToList();

        Assert.Equal((await company.ComputeAsync()).Values.Where(row => row.Day == day), alone);
        Assert.Equal(loaded.Compute(plan, day, day).ToList(), alone);
    }

    /// <summary>The properties say something of every KPI only if the companies have data for it.</summary>
    [Fact]
    public async Task Companies_TogetherHaveAValueOfEveryKpi()
    {
        var supported = new HashSet<string>();
        for (var seed = 0; seed < 10; seed++)
            supported.UnionWith((await GeneratedCompany.Of(seed).ComputeAsync()).Values.Where(row => row.HasData).Select(row => row.Kpi));

        Assert.Empty(KpiCatalogue.BuiltIn.All.Select(kpi => kpi.Id).Except(supported));
    }

    private static void AssertSame(
        Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow> expected, Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected, row => Assert.Equal(row.Value, actual[row.Key]));
    }

    private static List<MetricRow> Before(DateOnly day, Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow> rows) =>
        [.. rows.Values.Where(row => row.Day < day).OrderBy(row => (row.Kpi, row.Window, row.Segment, row.Day))];
}
