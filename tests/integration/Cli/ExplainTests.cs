using CrmServerless.Nights;
using CrmServerless.Tests.Integration.Kpis;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Cli;

public sealed class ExplainTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Day = new(2026, 10, 31);

    [Fact]
    public async Task Explain_IngestedCompany_TellsTheStoredValueItsRecordsAndWhatIsNoSale()
    {
        var account = azurite.NewAccount();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "orders.csv"),
            "id,ordered_at,status,amount,currency\nO1,2026-10-05,paid,100,EUR\nO2,2026-10-06,refunded,70,EUR\nO3,2026-10-07,,1000,USD\nO4,2026-09-07,paid,5,EUR\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "fx_rates.csv"), "day,currency,rate\n2026-10-01,USD,0.9\n");
        await using var crm = await IngestedCompany.OfAsync(account, folder.Path, "timeZone: Europe/Berlin\n");
        await crm.GetRequiredService<ComputeService>().ComputeAsync(Day, Day, default);

        var run = await CrmProcess.RunAsync("explain", "revenue", "2026-10-31", "--window", "30", "--connection", account.ConnectionString);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Revenue (revenue), all, 30 days to 2026-10-31: 1,000 EUR, sample 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("Stored    the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("  orders generic/O3: 900 (rate 0.9), 2026-10-07", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 record: an order with status refunded is no sale (orders generic/O2)", run.Output, StringComparison.Ordinal);
        Assert.Contains("not counted: 1 record: its day is before the window (orders generic/O4)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DriversAndReview_IngestedCompany_SplitTheChangeAndTheMonth()
    {
        var account = azurite.NewAccount();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "customers.csv"), "id,region\nA,North\nB,South\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "orders.csv"), "id,customer_id,ordered_at,amount\nO1,A,2026-10-05,100\nO2,B,2026-10-06,50\nO3,A,2026-09-07,300\nO4,B,2026-09-20,5\n");
        await using var crm = await IngestedCompany.OfAsync(account, folder.Path, "segments: [region]\n");
        await crm.GetRequiredService<ComputeService>().ComputeAsync(Day.AddDays(-31), Day, default);

        var drivers = await CrmProcess.RunAsync("drivers", "revenue", "2026-10-31", "--window", "30", "--against", "2026-09-30", "--by", "region", "--connection", account.ConnectionString);
        var review = await CrmProcess.RunAsync("review", "month", "--day", "2026-10-17", "--kpi", "revenue", "--connection", account.ConnectionString);

        Assert.Equal((0, 0), (drivers.ExitCode, review.ExitCode));
        Assert.Contains("Revenue, all: 305.00 EUR to 150.00 EUR", drivers.Output, StringComparison.Ordinal);
        Assert.Matches(@"region=North +300\.00 EUR +100\.00 EUR +-200\.00 +0\.00 +-200\.00 +129 %", drivers.Output);
        Assert.Matches(@"region=South +5\.00 EUR +50\.00 EUR +\+45\.00 +0\.00 +\+45\.00 +-29 %", drivers.Output);
        Assert.Contains("Month 2026-10-01 to 2026-10-17, to date; before: 2026-09-01 to 2026-09-17", review.Output, StringComparison.Ordinal);
        Assert.Matches(@"Revenue +all +17 +150\.00 EUR +300\.00 EUR +-50\.0 % +2", review.Output);
    }
}
