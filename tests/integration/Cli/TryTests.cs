using System.Text;
using CrmServerless.Tests.Support.Files;

namespace CrmServerless.Tests.Integration.Cli;

/// <summary>`crm try` on a handful of deals whose win rates can be counted on one hand.</summary>
public sealed class TryTests
{
    // January: 2 won, 1 lost. The second folder has one lost deal more.
    private const string Deals =
        "id,name,created_at,closed_at,status,amount,currency\n" +
        "1,a,2026-01-02,2026-01-05,won,100,EUR\n" +
        "2,b,2026-01-02,2026-01-06,won,200,EUR\n" +
        "3,c,2026-01-02,2026-01-07,lost,50,EUR\n";

    [Fact]
    public async Task Try_TwoAtOnce_EachSeesItsOwnFilesOnly()
    {
        using var first = Folder(Deals);
        using var second = Folder(Deals + "4,d,2026-01-02,2026-01-08,lost,60,EUR\n");

        var runs = await Task.WhenAll(TryAsync(first.Path), TryAsync(second.Path));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
        Assert.Equal(("2", "3"), WinRate(first.Path));
        Assert.Equal(("2", "4"), WinRate(second.Path));
    }

    [Fact]
    public async Task Try_FileThatCannotBeUnderstood_ExitsWithFindingsAndUsesTheRest()
    {
        using var folder = Folder(Deals);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "crm", "riddle.csv"), "colour,shape\nred,round\n");

        var run = await TryAsync(folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("riddle.csv", run.Output, StringComparison.Ordinal);
        Assert.Equal(("2", "3"), WinRate(folder.Path));
    }

    [Fact]
    public async Task Try_Samples_EveryKpiHasData()
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");

        var run = await CrmProcess.RunAsync("try", Path.Combine(samples, "exports"), "--config", Path.Combine(samples, "config"), "--segments", "region", "--from", "2026-10-31", "--to", "2026-10-31");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Every KPI has data", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Try_MavenSet_SaysWhichEntityOrColumnIsMissing()
    {
        Skip.If(Maven is null, "needs ../shared/data");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "maven"));
        foreach (var name in new[] { "accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv" })
            File.Copy(Path.Combine(Maven!, name), Path.Combine(folder.Path, "maven", name));

        var run = await CrmProcess.RunAsync("try", folder.Path, "--config", Path.Combine(AppContext.BaseDirectory, "Ingestion", "maven"), "--from", "2017-12-31", "--to", "2017-12-31");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("no leads delivered", ReasonOf("new_leads"));
        Assert.Equal("no spend delivered, and no campaign states its cost", ReasonOf("cac"));
        Assert.Equal("no deal is of type renewal (column type)", ReasonOf("renewal_expansion_rate"));
        Assert.Equal("no surveys delivered", ReasonOf("csat"));
        Assert.Null(ReasonOf("win_rate"));

        string? ReasonOf(string kpi) => run.Output.Split('\n').Where(line => line.Trim().StartsWith($"{kpi} ", StringComparison.Ordinal)).Select(line => line.Trim()[kpi.Length..].Trim()).FirstOrDefault();
    }

    private static string? Maven => SharedData.Find("maven_crm_sales_opportunities");

    [Fact]
    public async Task Try_ZipWithFoldersAndSeveralEntities_UsesAllFilesInIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "crm"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "crm", "night.zip"), TestWorkbook.Zip(
            ("sales/2026/deals.csv", Encoding.UTF8.GetBytes(Deals)),
            ("people/customers.csv", "id,name,created_at\na,Acme,2025-12-01\nb,Bolt,2025-12-02\n"u8.ToArray()),
            ("service/tickets.csv", "id,created_at,resolved_at,status\n1,2026-01-03T10:00:00Z,2026-01-03T12:00:00Z,resolved\n2,2026-01-04T10:00:00Z,,open\nx,never,,open\n"u8.ToArray()),
            ("__MACOSX/sales/._deals.csv", [0])));

        var run = await TryAsync(folder.Path);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(@"crm/night\.zip +ingested", run.Output);
        Assert.Contains("crm/night.zip: 3 files", run.Output, StringComparison.Ordinal);
        Assert.Equal(("2", "3"), WinRate(folder.Path));
        // Two tickets came in January; the row whose date can't be read is in the rejects.
        Assert.Contains(File.ReadLines(Path.Combine(folder.Path, "metrics.out")), line => line.StartsWith("2026-01-31,tickets_created,30,all,2,", StringComparison.Ordinal));
    }

    private static TemporaryFolder Folder(string deals)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "crm"));
        File.WriteAllText(Path.Combine(folder.Path, "crm", "deals.csv"), deals);
        return folder;
    }

    private static Task<CrmProcess> TryAsync(string folder) =>
        CrmProcess.RunAsync("try", folder, "--from", "2026-01-31", "--to", "2026-01-31", "--out", Path.Combine(folder, "metrics.out"));

    /// <summary>Numerator and denominator of the win rate over 90 days.</summary>
    private static (string Numerator, string Denominator) WinRate(string folder)
    {
        // day,kpi,window,segment,value,numerator,denominator,sample,unit,status
        var row = File.ReadLines(Path.Combine(folder, "metrics.out")).Single(line => line.StartsWith("2026-01-31,win_rate,90,all,", StringComparison.Ordinal)).Split(',');
        return (row[5], row[6]);
    }
}
