using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Files;

public sealed class BenchmarksYamlTests
{
    [Fact]
    public void Read_EveryKeyOfARule_IsTaken()
    {
        var rule = Assert.Single(Rules("""
            rules:
              - id: win-rate-by-region
                kpi: win_rate
                window: 90
                segments: [all, {each: region}, region=North]
                benchmark: {kind: history, compare: year-ago}
                warning: 10%
                critical: 20.5%
                recovery: 5%
                minimumSample: 40
                consecutiveDays: 3
                daysToResolve: 2
                owner: owner
            """));

        Assert.Equal(("win-rate-by-region", "win_rate", 90), (rule.Id, rule.Kpi, rule.Window));
        Assert.Equal(["all", "region=North"], rule.Segments.Exactly);
        Assert.Equal(["region"], rule.Segments.Each);
        Assert.Equal(new HistoryDefinition(HistoryBasis.YearAgo), rule.Benchmark);
        Assert.Equal((new(10, MarginUnit.Percent), new(20.5, MarginUnit.Percent), new Margin(5, MarginUnit.Percent)), (rule.Warning, rule.Critical, rule.Recovery));
        Assert.Equal((40, 3, 2, "owner"), (rule.MinimumSample, rule.ConsecutiveDays, rule.DaysToResolve, rule.Owner));
    }

    [Fact]
    public void Read_ShortestRule_HasDefaults()
    {
        var rule = Assert.Single(Rules("rules: [{kpi: win_rate, benchmark: {kind: history}}]"));

        Assert.Equal(("win_rate.90.history", 90, 1, 1), (rule.Id, rule.Window, rule.ConsecutiveDays, rule.DaysToResolve));
        Assert.Equal(["all"], rule.Segments.Exactly);
        Assert.Equal((new(2, MarginUnit.Deviations), new(4, MarginUnit.Deviations), new Margin(1, MarginUnit.Deviations)), (rule.Warning, rule.Critical, rule.Recovery));
        Assert.Null(rule.MinimumSample);
        Assert.Null(rule.Owner);
    }

    [Fact]
    public void Read_EveryKindOfBenchmark_IsTaken()
    {
        var rules = Rules("""
            rules:
              - {id: a, kpi: win_rate, benchmark: {kind: history}}
              - {id: b, kpi: win_rate, benchmark: {kind: expectation, target: 25%, by: the board}}
              - {id: c, kpi: average_handling_minutes, benchmark: {kind: expectation, band: [8, 12.5]}}
              - {id: d, kpi: win_rate, benchmark: {kind: industry, industry: qualified}}
              - {id: e, kpi: revenue, window: 30, benchmark: {kind: industry, figure: 120000, source: Chamber of commerce, year: 2024}}
              - {id: f, kpi: revenue, window: 30, benchmark: {kind: industry, range: [100000, 120000], source: Chamber of commerce}}
              - {id: g, kpi: win_rate, benchmark: {kind: improvement, from: 2025-01-01, perMonth: 1.5%, baseline: 22}}
              - {id: h, kpi: win_rate, benchmark: {kind: improvement, objective: Win more, from: 2025-01-01, target: 30, by: 2025-12-31}}
            """);

        Assert.Equal(
            [
                new HistoryDefinition(HistoryBasis.Auto),
                new ExpectationDefinition(25, 25, "the board"),
                new ExpectationDefinition(8, 12.5),
                new IndustryDefinition("qualified", 29, 29, "HubSpot survey", null),
                new IndustryDefinition("all", 120000, 120000, "Chamber of commerce", 2024),
                new IndustryDefinition("all", 100000, 120000, "Chamber of commerce", null),
                new ImprovementDefinition(22, new(2025, 1, 1), 1.5),
                new GoalDefinition("Win more", null, new(2025, 1, 1), 30, new(2025, 12, 31)),
            ],
            rules.Select(r => r.Benchmark));
        Assert.Equal((new(0, MarginUnit.Percent), new Margin(10, MarginUnit.Percent)), (rules[1].Warning, rules[1].Critical!));
    }

    [Fact]
    public void Read_Margins_InTheKpisUnitAndNeverCritical()
    {
        var rule = Assert.Single(Rules("rules: [{kpi: win_rate, benchmark: {kind: history}, warning: 3, critical: never}]"));

        Assert.Equal((new(3, MarginUnit.Absolute), null, new Margin(1.5, MarginUnit.Absolute)), (rule.Warning, rule.Critical, rule.Recovery));
    }

    [Fact]
    public void Read_NoRules_IsTheDefaultsAndAnEmptyListIsNone()
    {
        Assert.Equal(["revenue.30.history", "win_rate.90.history", "pipeline_value.0.history"], Rules("").Select(r => r.Id));
        Assert.Equal(["region"], Rules("").Single(r => r.Kpi == "win_rate").Segments.Each);
        Assert.Empty(Rules("rules: []"));
    }

    [Theory]
    [InlineData("{benchmark: {kind: history}}", "3: rules[1].kpi: found nothing, expected the id of a KPI (`crm kpis` lists them)", 10)]
    [InlineData("{kpi: winrate, benchmark: {kind: history}}", "10: rules[1].kpi: found 'winrate', expected the id of a KPI (`crm kpis` lists them); did you mean 'win_rate'?", 16)]
    [InlineData("{kpi: revenue, benchmark: {kind: history}}", "rules[1].window: found nothing, expected a window of revenue: 1, 30, 90", 10)]
    [InlineData("{kpi: revenue, window: 7, benchmark: {kind: history}}", "rules[1].window: found '7', expected a window of revenue: 1, 30, 90", 33)]
    [InlineData("{kpi: win_rate}", "rules[1].benchmark: found nothing, expected a benchmark, e.g. {kind: history}", 10)]
    [InlineData("{kpi: win_rate, benchmark: history}", "rules[1].benchmark: found 'history', expected a map of keys and values", 37)]
    [InlineData("{kpi: win_rate, benchmark: {kind: past}}", "rules[1].benchmark.kind: found 'past', expected one of history, expectation, industry, improvement", 44)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history, target: 3}}", "rules[1].benchmark.target: found an unknown key, expected one of compare, kind", 53)]
    [InlineData("{kpi: win_rate, benchmark: {kind: expectation}}", "rules[1].benchmark.target: found nothing, expected a number, e.g. 12.5 or 12.5%", 37)]
    [InlineData("{kpi: win_rate, benchmark: {kind: expectation, band: [3, 2]}}", "rules[1].benchmark.band: found a list, expected a range of two numbers, the lower first, e.g. [10, 14]", 63)]
    [InlineData("{kpi: average_handling_minutes, benchmark: {kind: expectation, target: 3}}", "rules[1].benchmark.band: found nothing, expected a band, e.g. [10, 14]: too much and too little of average_handling_minutes are both bad", 53)]
    [InlineData("{kpi: win_rate, benchmark: {kind: industry, industry: retail}}", "rules[1].benchmark.industry: found 'retail', expected an industry with a published figure for win_rate (all, qualified), or figure and source", 64)]
    [InlineData("{kpi: pipeline_value, benchmark: {kind: industry}}", "rules[1].benchmark.industry: found nothing, expected figure and source: no figure is published for pipeline_value", 43)]
    [InlineData("{kpi: win_rate, benchmark: {kind: industry, figure: 3}}", "rules[1].benchmark.source: found nothing, expected text", 37)]
    [InlineData("{kpi: win_rate, benchmark: {kind: improvement, perMonth: 1}}", "rules[1].benchmark.from: found nothing, expected a day as yyyy-MM-dd", 37)]
    [InlineData("{kpi: win_rate, benchmark: {kind: improvement, objective: x, from: 2025-02-01, target: 3, by: 2025-01-01}}", "rules[1].benchmark.by: found '2025-01-01', expected a day after 'from'", 104)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, warning: 3 sigma}", "rules[1].warning: found '3 sigma', expected a margin: 10% of the benchmark, 2 deviations, or a number in the KPI's unit", 63)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, warning: 10%, critical: 5%}", "rules[1].critical: found '5%', expected a margin in the unit of warning (10%) and at least as much, or never", 78)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, warning: 10%, recovery: 2}", "rules[1].recovery: found '2', expected a margin in the unit of warning (10%) and at most as much", 78)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, segments: North}", "rules[1].segments: found 'North', expected all, or a segment such as region=North of a dimension that business.yaml computes", 64)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, segments: {each: regoin}}", "rules[1].segments.each: found 'regoin', expected a dimension that business.yaml computes: region, product, owner, channel, tier, industry; did you mean 'region'?", 71)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, owner: ownr}", "rules[1].owner: found 'ownr', expected the id of a person in managers.yaml; did you mean 'owner'?", 61)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, consecutiveDays: 0}", "rules[1].consecutiveDays: found '0', expected a whole number from 1 to 60", 71)]
    [InlineData("{kpi: win_rate, benchmark: {kind: history}, colour: red}", "rules[1].colour: found an unknown key, expected one of benchmark, consecutiveDays, critical, daysToResolve, id, kpi, minimumSample, owner, recovery, segments, warning, window", 54)]
    public void Read_WrongRule_SaysWhereAndWhatIsExpected(string rule, string expected, int column)
    {
        var configuration = Some.Configuration((ConfigFiles.Benchmarks, $"rules: [ {rule} ]"));

        var error = Assert.Single(configuration.Errors);
        Assert.EndsWith(expected[expected.IndexOf("rules", StringComparison.Ordinal)..], error.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, column), (error.Line, error.Column));
    }

    [Fact]
    public void Read_TwoRulesOfOneId_AsksForAnother()
    {
        var configuration = Some.Configuration((ConfigFiles.Benchmarks, """
            rules:
              - {kpi: win_rate, benchmark: {kind: history}}
              - {kpi: win_rate, benchmark: {kind: history, compare: year-ago}}
            """));

        Assert.Equal(["benchmarks.yaml:3:5: rules[2].id: found nothing, expected an id of its own: another rule is 'win_rate.90.history' already"], configuration.Errors.Lines());
    }

    [Theory]
    [InlineData("all", false, true, false)]
    [InlineData("region=North", true, true, false)]
    [InlineData("region=South", true, false, false)]
    [InlineData("region=North&tier=Gold", false, false, true)]
    public void Includes_NamedAndEach_SelectSegments(string segment, bool eachRegion, bool named, bool eachCombination)
    {
        Assert.Equal(eachRegion, new RuleSegments { Each = ["region"] }.Includes(segment));
        Assert.Equal(named, new RuleSegments { Exactly = ["all", "region=North"] }.Includes(segment));
        Assert.Equal(eachCombination, new RuleSegments { Each = ["region&tier"] }.Includes(segment));
    }

    private static IReadOnlyList<BenchmarkRule> Rules(string text) => Some.Configuration((ConfigFiles.Benchmarks, text)).Benchmarks;
}
