using CrmServerless.Ingestion.Ledger;
using CrmServerless.Tests.Integration.Ingestion;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Cli;

/// <summary>`crm` against an installation's storage.</summary>
public sealed class InstallationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Unlinked_CountsAndLists_TheRecordsWithoutACustomer()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("customers.csv", "id,name,email,created_at\na,Acme,info@acme.example,2025-01-01\nb,Bolt,both@shared.example,2025-01-01\nc,Cork,both@shared.example,2025-01-01\n");
        await inbox.DeliverAsync("orders.csv", "id,customer_id,email,ordered_at,amount\n1,a,,2026-01-01,5\n2,,INFO@acme.example,2026-01-02,5\n3,,both@shared.example,2026-01-03,5\n4,,nobody@else.example,2026-01-04,5\n=5,,,2026-01-05,5\n");

        var run = await CrmProcess.RunAsync("unlinked", "--connection", inbox.ConnectionString);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("orders: 2 linked, 2 without a customer, 1 with an address or domain of two customers", run.Output, StringComparison.Ordinal);
        Assert.Contains("entity,source,id,reason\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("orders,acme,3,its address or its domain belongs to two customers\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("orders,acme,4,it names no customer that is known\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("orders,acme,'=5,it names no customer that is known\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_OfAnExportThatIsHeld_IsSeenByIngestions()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("sources.yaml", "sources: {acme: {vendor: generic, full: true}}");
        await inbox.DeliverAsync("customers.csv", "id,created_at\na,2025-01-01\nb,2025-01-01\n");
        await inbox.DeliverAsync("customers.csv", "id,created_at\na,2025-01-01\n");

        var held = await CrmProcess.RunAsync("ingestions", "--connection", inbox.ConnectionString);
        Assert.Equal(2, held.ExitCode);
        Assert.Contains("acme/customers.csv: customers: would delete 1 of 2; limit 20 %; held until `crm release acme/customers.csv`", held.Output, StringComparison.Ordinal);

        var released = await CrmProcess.RunAsync("release", "acme/customers.csv", "--connection", inbox.ConnectionString);
        Assert.Equal((0, "acme/customers.csv: 1 record will be deleted\n"), (released.ExitCode, released.Output));
        Assert.Equal(1, (await CrmProcess.RunAsync("release", "acme/customers.csv", "--connection", inbox.ConnectionString)).ExitCode);
        Assert.Equal(1, (await CrmProcess.RunAsync("release", "acme/none.csv", "--connection", inbox.ConnectionString)).ExitCode);

        await inbox.Service().ReconcileAsync(default);
        var done = await CrmProcess.RunAsync("ingestions", "--connection", inbox.ConnectionString);
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("customers: 1 of 2 are not in it any more: deleted", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAFileWithRejectedRows_OpensIt()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("deals.csv", "id,created_at,amount\n1,2026-01-01,5\n2,2026-01-01,much\n");

        var run = await CrmProcess.RunAsync("replay", "--connection", inbox.ConnectionString);

        Assert.Equal((0, "acme/deals.csv: 1 of 2 rows were rejected\n1 delivery will be ingested once more\n"), (run.ExitCode, run.Output));
        Assert.Equal(LedgerState.Failed, Assert.Single(await inbox.LedgerAsync()).State);
    }
}
