using CrmServerless.Cli.Commands;
using CrmServerless.Cli.Console;
using CrmServerless.Tests.Support;
using CrmServerless.Tests.Support.Files;
using Xunit;

namespace CrmServerless.Tests.Unit.Cli;

public sealed class CommandTests
{
    [Fact]
    public async Task Kpis_NoArgument_ListsTheCatalogue()
    {
        var (code, results, _) = await Run("kpis");

        Assert.Equal(0, code);
        Assert.Contains(results.Split('\n'), line => line.Contains("win_rate ", StringComparison.Ordinal) && line.Contains("90", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kpis_OneId_TellsAllAboutIt()
    {
        var (code, results, _) = await Run("kpis", "win_rate");

        Assert.Equal(0, code);
        Assert.StartsWith("win_rate: ", results, StringComparison.Ordinal);
        Assert.Contains("published       21 %", results, StringComparison.Ordinal);
        Assert.Contains("region", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kpis_Misspelt_SuggestsAndFails()
    {
        var (code, _, notes) = await Run("kpis", "winrate");

        Assert.Equal((1, "crm: There is no KPI 'winrate'; did you mean 'win_rate'?\n"), (code, notes));
    }

    [Fact]
    public async Task Mappings_NoArgument_ListsThemAndWhetherTheyAreVerified()
    {
        var (code, results, _) = await Run("mappings");

        Assert.Equal(0, code);
        Assert.Matches("salesforce/deals +salesforce +deals +yes ", results);
        Assert.Matches("insightly/deals +insightly +deals +unverified ", results);
    }

    [Fact]
    public async Task Mappings_OneName_PrintsItsYaml()
    {
        var (code, results, _) = await Run("mappings", "hubspot/deals");

        Assert.Equal(0, code);
        Assert.Contains("\nentity: deals\n", results, StringComparison.Ordinal);
        Assert.Equal((1, "crm: There is no mapping 'hubspot/deal'; did you mean 'hubspot/deals'?\n"), await Failing("mappings", "hubspot/deal"));
    }

    [Fact]
    public async Task Map_UnknownFile_PrintsAMappingAndWhatItMakesOfTheRows()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pipeline.csv");
        await File.WriteAllTextAsync(file, "opportunity_id,account,deal_stage,engage_date,close_value\nO1,Acme,Won,10/20/2016,1054\n");

        var (code, results, notes) = await Run("map", file);

        Assert.Equal(0, code);
        Assert.Contains("entity: deals\nfiles: pipeline*.csv\ndates: {patterns: [M/D/YYYY]}\n", results, StringComparison.Ordinal);
        Assert.Matches("O1 +Acme +2016-10-20 ", notes);
    }

    [Fact]
    public async Task Map_FileOfAVendor_SaysSoAndPrintsTheProductsMapping()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "x.csv");
        await File.WriteAllTextAsync(file, "\"Record ID\",\"Deal Name\",\"Amount\"\n\"1\",\"Roof\",\"5\"\n");

        var (_, results, notes) = await Run("map", file);

        Assert.StartsWith("x.csv needs no mapping: it is understood as hubspot/deals\n", notes, StringComparison.Ordinal);
        Assert.StartsWith("# HubSpot deals:", results, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("map", Path.Combine(folder.Path, "none.csv"))).Code);
    }

    [Fact]
    public async Task Map_Zip_TellsWhatEachFileIs_AndProposesForTheOneThatIsUnknown()
    {
        using var folder = new TemporaryFolder();
        var zip = Path.Combine(folder.Path, "night.zip");
        await File.WriteAllBytesAsync(zip, TestWorkbook.Zip(
            ("a/products.csv", "id,name\n1,Pen\n"u8.ToArray()), ("a/b/pipeline.csv", "opportunity_id,account,deal_stage,engage_date,close_value\nO1,Acme,Won,10/20/2016,1054\n"u8.ToArray()), ("note.pdf", [1])));

        var (code, results, notes) = await Run("map", zip);

        Assert.Equal(0, code);
        Assert.Contains("a/b/pipeline.csv: no mapping fits\na/products.csv: understood as generic/products\nnote.pdf: found a file '.pdf': expected .csv", notes, StringComparison.Ordinal);
        Assert.Contains("entity: deals\nfiles: pipeline*.csv\ndates: {patterns: [M/D/YYYY]}\n", results, StringComparison.Ordinal);
        Assert.Matches("O1 +Acme +2016-10-20 ", notes);
    }

    [Fact]
    public async Task Map_ZipOfSeveralUnknownFiles_NamesThem_AndTakesOne()
    {
        using var folder = new TemporaryFolder();
        var zip = Path.Combine(folder.Path, "night.zip");
        await File.WriteAllBytesAsync(zip, TestWorkbook.Zip(("x.csv", "Nr,Sum\n1,5\n"u8.ToArray()), ("y/x.csv", "Nr,Colour\n1,red\n"u8.ToArray())));

        var (code, results, notes) = await Run("map", zip);
        Assert.Equal((0, ""), (code, results));
        Assert.Contains($"for its mapping: crm map {zip} y/x.csv\n", notes, StringComparison.Ordinal);

        Assert.Contains("Colour", (await Run("map", zip, "y/x.csv")).Results, StringComparison.Ordinal);
        Assert.Equal((1, $"crm: There is no z.csv in {zip}\n"), await Failing("map", zip, "z.csv"));
        Assert.Equal((1, $"crm: {zip}.csv: found a file and a path in it, expected a zip\n"), await FailingOn($"{zip}.csv", "x"));
    }

    private static async Task<(int Code, string Notes)> FailingOn(string file, string member)
    {
        await File.WriteAllTextAsync(file, "a,b\n");
        return await Failing("map", file, member);
    }

    [Fact]
    public async Task CheckConfig_BrokenFolder_NamesErrorsAndEndsWithTwo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "business.yaml"), "timeZone: Mars\n");

        var (code, results, _) = await Run("check-config", folder.Path);

        Assert.Equal(2, code);
        Assert.StartsWith("business.yaml:1:11: timeZone: found 'Mars', expected an IANA time zone, e.g. Europe/Berlin", results, StringComparison.Ordinal);
        Assert.EndsWith($"1 error in the folder {folder.Path}\n", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckConfig_GoodFolder_EndsWithZero()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "business.yaml"), "timeZone: Europe/Berlin\n");

        Assert.Equal((0, "business.yaml: good\n", ""), await Run("check-config", folder.Path));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("kpis", "--nonsense")]
    [InlineData("check-config", "/there/is/no/such/folder")]
    public async Task WrongArguments_EndWithOne(params string[] args)
    {
        Assert.Equal(1, (await Run(args)).Code);
    }

    [Fact]
    public async Task Help_NamesCommandsAndExitCodes()
    {
        var (code, results, _) = await Run("--help");

        Assert.Equal(0, code);
        Assert.Contains("Exit codes:", results, StringComparison.Ordinal);
        Assert.Contains("check-config", results, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Notes)> Failing(params string[] args)
    {
        var (code, _, notes) = await Run(args);
        return (code, notes);
    }

    private static async Task<(int Code, string Results, string Notes)> Run(params string[] args)
    {
        using var results = new StringWriter { NewLine = "\n" };
        using var notes = new StringWriter { NewLine = "\n" };
        var code = await CrmCommand.RunAsync(args, Terminal.To(results, notes));
        return (code, results.ToString(), notes.ToString());
    }
}
