using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Integration.Ingestion;
using CrmServerless.Tests.Support.Storage;
using CrmServerless.Webhooks.Records;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Events that were rejected, once more after the mapping was mended.</summary>
public sealed class ReplayTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Wrong = "entity: products\nvendor: generic\ncolumns:\n  id: id\n  name: name\n  price: price\n";
    private const string Mended = Wrong + "numbers: {decimal: ','}\n";

    [Fact]
    public async Task RejectedEvents_AreUsedOnceTheMappingIsMended_AndTheOthersChangeNothing()
    {
        var store = await RejectingAsync();
        Assert.Equal(["1: name=Pen price=2", "3: name=Cup price=4"], await store.RecordsAsync(Entities.Products, "name", "price"));
        Assert.Equal(["3 = 2 + 1 + 0", "1 = 0 + 1 + 0"], (await LedgerAsync(store)).Select(Account));
        Assert.Equal(new WebhookRun(0, 0, 0, 0), await store.Service().ReplayAsync(default));

        Assert.Equal(2, await ReopenAsync(store));
        var run = await store.Service().ReplayAsync(default);

        Assert.Equal(new WebhookRun(2, 4, 0, 0), run);
        Assert.Equal(["1: name=Pen price=2", "2: name=Ink price=3.5", "3: name=Cup price=4", "4: name=Nib price=0.5"], await store.RecordsAsync(Entities.Products, "name", "price"));
        Assert.Equal(["3 = 1 + 0 + 2", "1 = 1 + 0 + 0"], (await LedgerAsync(store)).Select(Account));
        Assert.All(await LedgerAsync(store), row => Assert.Equal((LedgerState.Ingested, null, 2), (row.State, row.RejectsBlob, row.Attempts)));
        Assert.Equal(new WebhookRun(0, 0, 0, 0), await store.Service().ReplayAsync(default));
    }

    [Fact]
    public async Task EventsThatStayRejected_AreListedByTheirLine()
    {
        var store = await RejectingAsync();
        await store.Storage.Container(StorageNames.Config).GetBlobClient("mappings/shop.yaml").UploadAsync(new BinaryData(Wrong + "numbers: {group: ','}\n"), overwrite: true);

        await ReopenAsync(store);
        await store.Service().ReplayAsync(default);

        var second = (await LedgerAsync(store))[1];
        Assert.Equal((LedgerState.Ingested, 1, 1), (second.State, second.RowsIn, second.Rejected));
        Assert.Contains("\n4,price,", await store.RejectsAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliveriesThatAreNoLongerStored_AreSaidToBe()
    {
        var store = await RejectingAsync();
        await store.Storage.Container(StorageNames.Webhooks).GetBlobClient("shop/2026/11/10/12/aaaaaaaaaaaa-1.ndjson").DeleteAsync();

        await ReopenAsync(store);
        Assert.Equal(0, (await store.Service().ReplayAsync(default)).Failed);

        Assert.All(await LedgerAsync(store), row => Assert.Equal((LedgerState.Ingested, "what came in is no longer stored: nothing was replayed"), (row.State, row.Message)));
        Assert.Equal(["3 = 2 + 1 + 0", "1 = 0 + 1 + 0"], (await LedgerAsync(store)).Select(Account));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KilledAtAnyWrite_TheNextRunComesToTheSameEnd(bool isWritten)
    {
        // At least, of both parts: a segment, the rejects' deletion, commit, ledger.
        Assert.InRange(await EachWrite.DieAtAsync(write => ReplayAndDieAtAsync(write, isWritten)), 8, 40);
    }

    private async Task<bool> ReplayAndDieAtAsync(int fatalWrite, bool isWritten)
    {
        var store = await RejectingAsync();
        await ReopenAsync(store);
        var fault = new WriteFault(fatalWrite, isWritten);
        await Record.ExceptionAsync(() => store.Service(fault).ReplayAsync(default));

        await Task.WhenAll(store.Service().ReplayAsync(default), store.Service().ReplayAsync(default));

        Assert.Equal(["1: name=Pen price=2", "2: name=Ink price=3.5", "3: name=Cup price=4", "4: name=Nib price=0.5"], await store.RecordsAsync(Entities.Products, "name", "price"));
        Assert.Equal(["3 = 1 + 0 + 2", "1 = 1 + 0 + 0"], (await LedgerAsync(store)).Select(Account));
        return fault.IsDead;
    }

    /// <summary>Two parts of one blob, each with an event whose price isn't understood; the mapping is mended by then.</summary>
    private async Task<WebhookStore> RejectingAsync()
    {
        var store = await WebhookStore.NewAsync(azurite);
        var mapping = store.Storage.Container(StorageNames.Config).GetBlobClient("mappings/shop.yaml");
        await mapping.UploadAsync(new BinaryData(Wrong));
        await store.DeliverAsync("shop", "generic", Body(1, "Pen", "2"), Body(2, "Ink", "3,5"), Body(3, "Cup", "4"));
        await store.DeliverAsync("shop", "generic", Body(4, "Nib", "0,5"));
        await mapping.UploadAsync(new BinaryData(Mended), overwrite: true);
        return store;
    }

    private static async Task<int> ReopenAsync(WebhookStore store)
    {
        var ledger = new LedgerStore(store.Storage.Table(StorageNames.Ledger));
        var reopened = 0;
        foreach (var row in (await ledger.NewestAsync("shop", default)).Where(row => row.Rejected > 0))
            reopened += await ledger.ReopenAsync(row, default) ? 1 : 0;
        return reopened;
    }

    private static async Task<List<LedgerRow>> LedgerAsync(WebhookStore store) => [.. (await store.LedgerAsync()).OrderBy(row => row.LinesBefore)];

    private static string Body(int id, string name, string price) =>
        $$$"""{"type":"products.updated","timestamp":"2026-11-0{{{id}}}T10:00:00Z","data":{"id":"{{{id}}}","name":"{{{name}}}","price":"{{{price}}}"}}""";

    private static string Account(LedgerRow row) => $"{row.RowsIn} = {row.Accepted} + {row.Rejected} + {row.Unchanged}";
}
