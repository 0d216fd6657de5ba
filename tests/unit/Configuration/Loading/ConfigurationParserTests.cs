using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Yaml;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Loading;

public sealed class ConfigurationParserTests
{
    [Fact]
    public void Parse_ErrorsInSeveralFiles_NamesAllInOrder()
    {
        var configuration = Some.Configuration(
            ("sources.yaml", "a: 1"),
            ("business.yaml", "sales: x\ndormantDays: 0\n"),
            ("managers.yaml", "people: 3"));

        Assert.Equal(
            [
                "business.yaml:1:8: sales: found 'x', expected one of both, deals, orders",
                "business.yaml:2:14: dormantDays: found '0', expected a whole number from 1 to 3650",
                "managers.yaml:1:9: people: found '3', expected a list of maps ('- key: value')",
                "sources.yaml:1:1: a: found an unknown key, expected one of publicUrl, sources",
            ],
            configuration.Errors.Lines());
    }

    [Fact]
    public void Parse_OneBrokenFile_LeavesTheOthersUsable()
    {
        var configuration = Some.Configuration(("benchmarks.yaml", "rules: x"), ("business.yaml", "timeZone: Europe/Paris"));

        Assert.Equal("Europe/Paris", configuration.Business.TimeZone.Id);
        Assert.Empty(configuration.Sources.Sources);
        Assert.Equal("benchmarks.yaml", Assert.Single(Assert.Throws<BrokenConfigurationException>(() => configuration.Benchmarks).Errors).File);
        Assert.Throws<BrokenConfigurationException>(configuration.ThrowIfBroken);
    }

    [Fact]
    public void Parse_BrokenBusiness_DoesNotBlameTheRulesForItsSegments()
    {
        var configuration = Some.Configuration(
            ("business.yaml", "segments: [team]\nsales: x\n"),
            ("benchmarks.yaml", "rules: [{kpi: win_rate, segments: {each: team}, benchmark: {kind: history}}]"));

        Assert.Equal("business.yaml", Assert.Single(configuration.Errors).File);
    }

    [Fact]
    public void Parse_MisnamedFile_IsAnErrorNotIgnored()
    {
        var configuration = Some.Configuration(("benchmark.yaml", "rules: []"), ("other/x.yml", ""));

        Assert.Equal(
            [
                "benchmark.yaml: found an unknown file, expected benchmarks.yaml",
                "other/x.yml: found an unknown file, expected one of business.yaml, sources.yaml, kpis.yaml, benchmarks.yaml, managers.yaml, mappings/*.yaml",
            ],
            configuration.Errors.Lines());
    }

    [Fact]
    public void Parse_NotUtf8_NamesTheLine()
    {
        var configuration = Some.Parser().Parse([new ConfigFile("business.yaml", "a: 1\nb: \xE9\n"u8.ToArray().Where(b => b != 0xC3).ToArray())]);

        Assert.Equal(["business.yaml:2:1: found bytes that are no UTF-8, expected text saved as UTF-8"], configuration.Errors.Lines());
    }

    [Fact]
    public void Parse_ByteOrderMark_IsNoPartOfTheFirstKey()
    {
        Assert.Empty(Some.Configuration(("business.yaml", "\uFEFFdormantDays: 30\n")).Errors);
    }

    [Fact]
    public void Parse_TooLarge_IsRefused()
    {
        var configuration = Some.Parser().Parse([new ConfigFile("business.yaml", new byte[ConfigFile.LargestSize + 1])]);

        Assert.Equal(["business.yaml: found more than 1 MiB, expected a configuration file of at most 1 MiB"], configuration.Errors.Lines());
    }

    [Fact]
    public void Parse_Mappings_AreCheckedByIngestionAndKept()
    {
        var seen = new List<string>();
        var parser = Some.Parser((file, text, errors) =>
        {
            seen.Add($"{file}={text}");
            errors.Add(new ConfigError(file, 1, 1, "entity", "nothing", "an entity"));
        });

        var configuration = parser.Parse([Some.File("mappings/b.yaml", "b"), Some.File("mappings/a.yaml", "a")]);

        Assert.Equal(["mappings/a.yaml=a", "mappings/b.yaml=b"], seen);
        Assert.Equal(["mappings/a.yaml", "mappings/b.yaml"], configuration.Mappings.Select(m => m.Name));
        Assert.Equal(["mappings/a.yaml:1:1: entity: found nothing, expected an entity", "mappings/b.yaml:1:1: entity: found nothing, expected an entity"], configuration.Errors.Lines());
    }

    [Fact]
    public void Version_SameFilesInAnotherOrder_IsTheSame()
    {
        var (a, b) = (("business.yaml", "sales: deals"), ("sources.yaml", ""));

        Assert.Equal(Some.Configuration(a, b).Version, Some.Configuration(b, a).Version);
        Assert.NotEqual(Some.Configuration(a, b).Version, Some.Configuration(a).Version);
        Assert.NotEqual(Some.Configuration(a).Version, Some.Configuration(("business.yaml", "sales: order")).Version);
    }
}
