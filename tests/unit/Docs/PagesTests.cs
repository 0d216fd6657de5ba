using CrmServerless.Cli.Console;
using CrmServerless.Kpis.Catalogue;
using Xunit;

namespace CrmServerless.Tests.Unit.Docs;

/// <summary>The documents name what is there.</summary>
public sealed class PagesTests
{
    private static readonly string[] Rooms = ["functions/", "shared/", "cli/", "offline/", "samples/", "infra/", "tests/", "bench/", "docs/"];

    [Fact]
    public void KpiPage_IsWhatTheCatalogueRenders() =>
        Assert.True(
            KpiPage.Render(KpiCatalogue.BuiltIn) == new Page("docs/kpis.md").Text,
            "docs/kpis.md is not what the catalogue says; make it again by: dotnet run --project cli -- kpis --markdown > docs/kpis.md");

    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("DECISIONS.md")]
    [InlineData("README.md")]
    public void PathsAndLinks_OfAPage_Exist(string name)
    {
        var page = new Page(name);
        var paths = page.Code.Where(code => Rooms.Any(room => code.StartsWith(room, StringComparison.Ordinal)) && !code.Contains(' ', StringComparison.Ordinal));

        Assert.DoesNotContain(paths.Concat(page.Links), path => path != "functions/local.settings.json" && !Page.Exists(path));
    }

    [Fact]
    public void Architecture_NamesEveryRoomOfTheLibrary()
    {
        var named = new Page("ARCHITECTURE.md").Code.ToHashSet();
        var rooms = Directory.EnumerateDirectories(Path.Combine(Page.Root, "shared")).Select(Path.GetFileName).Where(room => room is not ("bin" or "obj"));

        Assert.DoesNotContain(rooms, room => !named.Contains($"shared/{room}/"));
    }
}
