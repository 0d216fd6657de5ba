using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using Xunit;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Samples;

/// <summary>The committed configuration: sound, and made of the KPIs of the sales and retention families alone.</summary>
public sealed class SampleConfigurationTests
{
    private static readonly IReadOnlyDictionary<string, Kpi> Catalogue = new[]
    {
        Kpi("win_rate", "sales", KpiUnit.Percent, Direction.Up, 90),
        Kpi("revenue", "sales", KpiUnit.Money, Direction.Up, 1, 30, 90),
        Kpi("new_leads", "sales", KpiUnit.Count, Direction.Up, 1, 30),
        Kpi("lead_conversion_rate", "sales", KpiUnit.Percent, Direction.Up, 90),
        Kpi("visitor_conversion_rate", "sales", KpiUnit.Percent, Direction.Up, 30),
        Kpi("first_touch_hours", "sales", KpiUnit.Hours, Direction.Down, 30),
        Kpi("active_customers", "retention", KpiUnit.Count, Direction.Up, 0),
    }.ToDictionary(kpi => kpi.Id);

    private readonly CrmConfiguration configuration = new ConfigurationParser(Catalogue, new OwnerSettings(null, null), null).Parse(
        [.. Directory.EnumerateFiles(GeneratedSample.ConfigurationFolder).Select(file => new ConfigFile(Path.GetFileName(file), File.ReadAllBytes(file)))]);

    [Fact]
    public void Parse_CommittedFiles_FindsNoError() => Assert.Empty(configuration.Errors);

    [Fact]
    public void Parse_CommittedFiles_SaysWhatTheStoryNeeds()
    {
        var rule = Assert.Single(configuration.Benchmarks, rule => rule.Id == "win-rate-regions");

        Assert.Equal("Europe/Berlin", configuration.Business.TimeZone.Id);
        Assert.Equal(["region"], rule.Segments.Each);
        Assert.Equal(("15%", "30%", 3), (rule.Warning.ToString(), rule.Critical?.ToString(), rule.ConsecutiveDays));
        Assert.Equal(["sales", "service", "marketing"], configuration.Managers.People.Select(person => person.Id));
        Assert.Equal(["crm", "finance", "helpdesk", "marketing", "shop"], configuration.Sources.Sources.Keys.Order());
    }

    [Fact]
    public void Parse_CommittedFiles_HoldAllFourKindsOfBenchmark() =>
        Assert.Equal(["expectation", "history", "improvement", "industry"], configuration.Benchmarks.Select(rule => rule.Benchmark.Kind).Distinct().Order());

    private static Kpi Kpi(string id, string family, KpiUnit unit, Direction better, params int[] windows) => new()
    {
        Id = id, Name = id, Question = "?", Family = family, Unit = unit, Better = better, Windows = windows, Formula = new NoFormula(),
        MinimumSample = 1, Pitfall = "", Playbook = [], IndustryFigures = [new IndustryFigure("all", 1, 1, "a test", null, "B")],
    };

    private sealed record NoFormula : KpiFormula;
}
