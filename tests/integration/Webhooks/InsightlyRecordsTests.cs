using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Insightly's webhooks become patches. 1,489,132,800,000 ms are 2017-03-10T08:00:00Z, midnight eight hours west of it.</summary>
public sealed class InsightlyRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Open = """
        {"entity":{"OPPORTUNITY_ID":5,"OPPORTUNITY_NAME":"Big one","ORGANISATION_ID":7,"OPPORTUNITY_STATE":"OPEN","OPPORTUNITY_VALUE":1500.25,"BID_CURRENCY":"EUR",
        "ACTUAL_CLOSE_DATE":null,"DATE_CREATED_UTC":"/Date(1489116850000-0800)/","DATE_UPDATED_UTC":"/Date(1489116850000-0800)/"}}
        """;

    private const string Won = """
        {"entity":{"OPPORTUNITY_ID":5,"OPPORTUNITY_NAME":"Big one","ORGANISATION_ID":7,"OPPORTUNITY_STATE":"WON","OPPORTUNITY_VALUE":1600,"BID_CURRENCY":"EUR",
        "ACTUAL_CLOSE_DATE":"\/Date(1489132800000-0800)\/","DATE_CREATED_UTC":"\/Date(1489116850000-0800)\/","DATE_UPDATED_UTC":"\/Date(1489132860000-0800)\/"}}
        """;

    [Theory]
    [InlineData(Open, Won)]
    [InlineData(Won, Open)]
    public async Task Records_InAnyOrderAndTwice_TheNewestStateHolds(string first, string second)
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("insightly", "insightly", first, second, first);

        Assert.Equal(
            ["5: status=won amount=1600 currency=EUR customer_id=7 created_at=2017-03-10T03:34:10Z closed_at=2017-03-10 modified_at=2017-03-10T08:01:00Z"],
            await store.RecordsAsync(Entities.Deals, "status", "amount", "currency", "customer_id", "created_at", "closed_at", "modified_at"));
        Assert.Equal((3, 0), (Assert.Single(await store.LedgerAsync()) is var row ? row.RowsIn : 0, row.Rejected));
    }

    [SkippableFact]
    public async Task SampleOfTheDocuments_IsATask()
    {
        var folder = SharedData.Find("webhooks");
        Skip.If(folder is null, "../shared/data/webhooks is not there");
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("insightly", "insightly", await File.ReadAllTextAsync(Path.Combine(folder, "insightly", "task.partial.docs.json")));

        Assert.Equal(["99922875: at=2017-03-10T08:00:00Z type=task direction= owner=999308"], await store.RecordsAsync(Entities.Interactions, "at", "type", "direction", "owner"));
    }

    [Fact]
    public async Task WithoutAnId_IsListed()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("insightly", "insightly", """{"entity":{"TITLE":"x"}}""", """{"entity":[]}""", """{"entity":{"PROJECT_ID":1}}""");

        Assert.Equal((3, 3), (Assert.Single(await store.LedgerAsync()) is var row ? row.RowsIn : 0, row.Rejected));
    }
}
