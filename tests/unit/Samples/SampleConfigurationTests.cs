using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using Xunit;

namespace CrmServerless.Tests.Unit.Samples;

/// <summary>The committed configuration, read by the product with its own catalogue.</summary>
public sealed class SampleConfigurationTests
{
    private readonly CrmConfiguration configuration = new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), null).Parse(
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
}
