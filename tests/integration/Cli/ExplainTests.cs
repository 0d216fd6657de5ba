using CrmServerless.Nights;
using CrmServerless.Tests.Integration.Kpis;
using CrmServerless.Tests.Support;
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
}
