using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>A file with rejected rows, once more after its mapping was mended.</summary>
public sealed class ReplayTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Wrong = "entity: products\ncolumns:\n  id: SKU\n  name: Title\n  price: Price\n";
    private const string Mended = Wrong + "numbers: {decimal: ','}\n";

    [Fact]
    public async Task Reopen_AfterTheMappingWasMended_TakesTheRejectedRowsAndCountsThemOnce()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("mappings/acme.yaml", Wrong);
        var first = await inbox.DeliverAsync("list.csv", "SKU;Title;Price\n1;Pen;2\n2;Ink;3,5\n");
        Assert.Equal((2, 1, 1), (first.RowsIn, first.Accepted, first.Rejected));
        await inbox.ConfigureAsync("mappings/acme.yaml", Mended);
        await inbox.Service().ReconcileAsync(default);
        Assert.Equal(["1: name=Pen price=2"], await inbox.RecordsAsync(Entities.Products, "name", "price"));

        Assert.True(await inbox.Ledger.ReopenAsync(Assert.Single(await inbox.Ledger.NewestAsync(null, default)), default));
        await inbox.Service().ReconcileAsync(default);

        var again = Assert.Single(await inbox.LedgerAsync());
        Assert.Equal((LedgerState.Ingested, 2, 1, 0, 1), (again.State, again.RowsIn, again.Accepted, again.Rejected, again.Unchanged));
        Assert.Equal(["1: name=Pen price=2", "2: name=Ink price=3.5"], await inbox.RecordsAsync(Entities.Products, "name", "price"));
    }

    [Fact]
    public async Task Reopen_DeliveryThatWasNotIngested_ChangesNothing()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        var row = await inbox.DeliverAsync("riddle.csv", "colour,shape\nred,round\n");

        Assert.False(await inbox.Ledger.ReopenAsync(row, default));

        Assert.Equal(LedgerState.Rejected, Assert.Single(await inbox.LedgerAsync()).State);
    }
}
