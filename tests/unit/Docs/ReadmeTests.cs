using System.Text;
using System.Text.RegularExpressions;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Records;
using CrmServerless.Reporting;
using CrmServerless.Sources.Mappings;
using Xunit;

namespace CrmServerless.Tests.Unit.Docs;

/// <summary>What the README promises a user is there.</summary>
public sealed partial class ReadmeTests
{
    private readonly Page readme = new("README.md");

    [Fact]
    public void FirstBlock_IsTheTwoCommands() =>
        Assert.Equal("dotnet run --project cli -- demo\ndotnet test -m:1\n", readme.Blocks("sh")[0]);

    [Fact]
    public void TestCommand_IsWhatCiRuns() => Assert.Contains("dotnet test -m:1 ", File.ReadAllText(Path.Combine(Page.Root, ".ci", "run")), StringComparison.Ordinal);

    [Fact]
    public void Projects_ThatAreRunOrPublished_Exist()
    {
        var projects = Project().Matches(readme.Text).Select(project => project.Groups["path"].Value).Distinct().ToList();

        Assert.Equal(["cli", "functions"], projects.Order());
        Assert.All(projects, project => Assert.Single(Directory.EnumerateFiles(Path.Combine(Page.Root, project), "*.csproj")));
    }

    [Fact]
    public void ConfigurationExamples_AreReadWithoutAnError()
    {
        var files = readme.Blocks("yaml").Select(FileOf).ToList();

        var configuration = new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), MappingYaml.Check).Parse(files);

        Assert.Equal(
            ["business.yaml", "sources.yaml", "kpis.yaml", "benchmarks.yaml", "managers.yaml", "mappings/deals.yaml", "mappings/sales_teams.yaml"], files.Select(file => file.Name));
        Assert.Empty(configuration.Errors);
        Assert.Equal(4, configuration.Benchmarks.Count);
        Assert.Equal(KpiCatalogue.BuiltIn.All.Count + 2, configuration.Kpis.All.Count);
    }

    [Fact]
    public void MetricsExample_HasTheContractsHeader() => Assert.StartsWith($"{MetricCsv.Header}\n", readme.Blocks("csv")[0], StringComparison.Ordinal);

    [Fact]
    public void CanonicalColumns_AreFieldsOfTheirEntities()
    {
        var rows = EntityRow().Matches(readme.Text).Select(row => (Entity: row.Groups["entity"].Value, Columns: row.Groups["columns"].Value.Split(", "))).ToList();

        Assert.Equal(15, rows.Count);
        Assert.All(rows, row => Assert.All(row.Columns, column => Assert.NotNull(Entities.All.Single(entity => entity.Name == row.Entity).Find(column))));
    }

    [Fact]
    public void Tables_AreNamedAsStored() =>
        Assert.Superset(new HashSet<string>([StorageNames.DailyMetrics, StorageNames.Days, StorageNames.Ledger, StorageNames.Config]), readme.Code.ToHashSet());

    // The first line of an example says which file it is.
    private static ConfigFile FileOf(string block) => new(block.Split('\n')[0][2..], Encoding.UTF8.GetBytes(block));

    [GeneratedRegex("(--project|dotnet publish) (?<path>[a-z/]+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"^\| (?<entity>[a-z_]+) \| (?<columns>[a-z_]+(, [a-z_]+)+) \|$", RegexOptions.Multiline)]
    private static partial Regex EntityRow();
}
