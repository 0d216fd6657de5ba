using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Integration.Ingestion;
using CrmServerless.Tests.Support.Storage;
using CrmServerless.Webhooks.Records;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Blobs that grow, runs that die or meet: every delivery enters once.</summary>
public sealed class ReadingOnTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task GrowingBlobs_AreReadOnUntilADayAfterTheirHour()
    {
        var store = await WebhookStore.NewAsync(azurite);
        await AppendAsync(store, 1, "2026/11/10/12/aaaaaaaaaaaa-1");
        Assert.Equal((1, 1), Told(await store.Service().RunAsync(default)));
        Assert.Equal((0, 0), Told(await store.Service().RunAsync(default)));

        await AppendAsync(store, 2, "2026/11/10/12/aaaaaaaaaaaa-1");
        await AppendAsync(store, 3, "2026/11/10/12/bbbbbbbbbbbb-1");
        Assert.Equal((2, 2), Told(await store.Service().RunAsync(default)));

        store.Clock.Advance(TimeSpan.FromHours(23));
        await AppendAsync(store, 4, "2026/11/10/12/aaaaaaaaaaaa-1");
        Assert.Equal((1, 1), Told(await store.Service().RunAsync(default)));
        Assert.Equal(["1", "2", "3", "4"], await IdsAsync(store));
    }

    /// <summary>An app that stood still for a week finds what came in before; what is done is neither listed nor remembered.</summary>
    [Fact]
    public async Task LongStandstill_NothingIsLostAndWhatIsDoneForgotten()
    {
        var store = await WebhookStore.NewAsync(azurite);
        await AppendAsync(store, 1, "2026/11/10/12/aaaaaaaaaaaa-1");
        await store.Service().RunAsync(default);
        await AppendAsync(store, 2, "2026/11/10/12/aaaaaaaaaaaa-1");
        await AppendAsync(store, 3, "2026/11/11/09/aaaaaaaaaaaa-2");

        store.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((2, 2), Told(await store.Service().RunAsync(default)));
        store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0), Told(await store.Service().RunAsync(default)));
        await AppendAsync(store, 4, "2026/11/18/12/cccccccccccc-1");
        Assert.Equal((1, 1), Told(await store.Service().RunAsync(default)));

        Assert.Equal(["1", "2", "3", "4"], await IdsAsync(store));
        Assert.True(await RowsOfStateAsync(store) <= 4, "rows of done blobs are forgotten");
    }

    [Fact]
    public async Task ManyBytes_AreReadInPartsAtLineEnds()
    {
        var store = await WebhookStore.NewAsync(azurite);
        var filler = new string('x', 300_000);
        for (var call = 0; call < 7; call++)
            await store.AppendAsync("shop", "generic", Enumerable.Range(0, 10).Select(n => (store.Clock.GetUtcNow(), Body((call * 10) + n, filler))));

        var run = await store.Service().RunAsync(default);

        // 70 lines of 300 kB are 21 MB: three parts of at most 8 MiB.
        Assert.Equal((3, 70), Told(run));
        Assert.Equal(70, (await IdsAsync(store)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KilledAtAnyWrite_TheNextRunComesToTheSameEnd(bool isWritten)
    {
        // At least: the part's end, a segment, rejects (block and list), commit, ledger, offset, the day.
        Assert.InRange(await EachWrite.DieAtAsync(write => RunAndDieAtAsync(write, isWritten)), 8, 40);
    }

    [Fact]
    public async Task SeveralInstancesAtOnce_EveryDeliveryEntersOnce()
    {
        var store = await WebhookStore.NewAsync(azurite);
        for (var blob = 0; blob < 5; blob++)
            await AppendAsync(store, blob, string.Create(CultureInfo.InvariantCulture, $"2026/11/10/12/aaaaaaaaaaaa-{blob}"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.Service().RunAsync(default)));
        await store.Service().RunAsync(default);

        var ledger = await store.LedgerAsync();
        Assert.Equal(5, ledger.Count);
        Assert.All(ledger, row => Assert.Equal((LedgerState.Ingested, 1, 1), (row.State, row.RowsIn, row.Accepted)));
        Assert.Equal(["0", "1", "2", "3", "4"], await IdsAsync(store));
    }

    /// <summary>After the death more is appended: the part that was begun is still the same delivery.</summary>
    private async Task<bool> RunAndDieAtAsync(int fatalWrite, bool isWritten)
    {
        var store = await WebhookStore.NewAsync(azurite);
        await store.AppendAsync("shop", "generic", [(store.Clock.GetUtcNow(), Body(1)), (store.Clock.GetUtcNow(), "no json")]);
        var fault = new WriteFault(fatalWrite, isWritten);
        if (await Record.ExceptionAsync(() => store.Service(fault).RunAsync(default)) is not null)
            Assert.True(fault.IsDead);

        await store.AppendAsync("shop", "generic", [(store.Clock.GetUtcNow(), Body(2))]);
        await store.Service().RunAsync(default);

        Assert.Equal(["1", "2"], await IdsAsync(store));
        var ledger = await store.LedgerAsync();
        Assert.Equal((3, 2, 1, 0), (ledger.Sum(r => r.RowsIn), ledger.Sum(r => r.Accepted), ledger.Sum(r => r.Rejected), ledger.Sum(r => r.Unchanged)));
        Assert.All(ledger, row => Assert.Equal(LedgerState.Ingested, row.State));
        Assert.Contains("2,,the body is no sound json,no json", await store.RejectsAsync(ledger.Single(r => r.Rejected > 0)), StringComparison.Ordinal);
        return fault.IsDead;
    }

    private static Task AppendAsync(WebhookStore store, int id, string blob) => store.AppendAsync("shop", "generic", [(store.Clock.GetUtcNow(), Body(id))], blob);

    private static string Body(int id, string name = "x") => string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"products.updated","data":{"id":"{{{id}}}","name":"{{{name}}}"}}""");

    private static (int Parts, long Events) Told(WebhookRun run) => run.Failed == 0 ? (run.Parts, run.Events) : throw new InvalidOperationException("a blob failed");

    private static async Task<List<string>> IdsAsync(WebhookStore store) => [.. (await store.RecordsAsync(Entities.Products)).Select(r => r.Split(':')[0])];

    private static async Task<int> RowsOfStateAsync(WebhookStore store) =>
        await store.Storage.Table(StorageNames.WebhookState).QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync();
}
