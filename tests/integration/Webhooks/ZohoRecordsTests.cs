using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Zoho's notifications become patches. 1,767,225,600,000 ms are 2026-01-01T00:00:00Z.</summary>
public sealed class ZohoRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Inserted = """{"server_time":1767225600000,"module":"Deals","operation":"insert","ids":["61","62"],"affected_fields":[],"channel_id":"1","token":""}""";

    private const string Updated = """
        {"server_time":1767225660000,"module":"Deals","operation":"update","ids":["61"],"affected_fields":[{"61":["Stage"]}],"channel_id":"1","token":"",
        "affected_values":[{"record_id":"61","values":{"Stage":"Negotiation","Amount":1200.5,"Created_Time":"2025-12-31T10:00:00+01:00","Account_Name":{"name":"Acme","id":"71"}}}]}
        """;

    private const string Won = """
        {"server_time":1767225720000,"module":"Deals","operation":"edit","ids":["61"],"channel_id":"1","token":"",
        "affected_values":[{"record_id":"61","values":{"Stage":"Closed Won","Closing_Date":"2026-01-02"}}]}
        """;

    private const string Deleted = """{"server_time":1767225780000,"module":"Deals","operation":"delete","ids":["62"],"channel_id":"1","token":""}""";

    public static TheoryData<string[]> Orders => [[Inserted, Updated, Won, Deleted], [Deleted, Won, Updated, Inserted], [Won, Won, Deleted, Inserted, Updated, Deleted]];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Notifications_InAnyOrder_ComeToTheSame(string[] bodies)
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("zoho", "zoho", bodies);

        Assert.Equal(
            ["61: status=won stage=Closed Won amount=1200.5 customer_id=71 created_at=2025-12-31T09:00:00Z closed_at=2026-01-02 deleted_at= modified_at=2026-01-01T00:02:00Z",
                "62: status= stage= amount= customer_id= created_at= closed_at= deleted_at=2026-01-01T00:03:00Z modified_at=2026-01-01T00:03:00Z"],
            await store.RecordsAsync(Entities.Deals, "status", "stage", "amount", "customer_id", "created_at", "closed_at", "deleted_at", "modified_at"));
        Assert.All(await store.LedgerAsync(), row => Assert.Equal((0, row.RowsIn), (row.Rejected, row.Accepted + row.Unchanged)));
    }

    [Fact]
    public async Task HundredIdsInOne_AreHundredRecords()
    {
        var store = await WebhookStore.NewAsync(azurite);
        var ids = string.Join(',', Enumerable.Range(1, 100).Select(n => $"\"{n}\""));

        await store.DeliverAsync("zoho", "zoho", $$"""{"server_time":1767225600000,"module":"Leads","operation":"insert","ids":[{{ids}}],"token":""}""");

        Assert.Equal(100, (await store.RecordsAsync(Entities.Leads)).Count);
    }

    [Fact]
    public async Task OtherModulesAndOperations_AreListed()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync(
            "zoho", "zoho",
            """{"server_time":1,"module":"Unicorns","operation":"insert","ids":["1"],"token":""}""",
            """{"server_time":1,"module":"Deals","operation":"paint","ids":["1"],"token":""}""",
            """{"server_time":1,"module":"Deals","operation":"insert","token":""}""");

        var row = Assert.Single(await store.LedgerAsync());
        Assert.Equal((3, 3), (row.RowsIn, row.Rejected));
        Assert.Contains("found 'Unicorns': expected an object for which there is a mapping of vendor zoho", await store.RejectsAsync(row), StringComparison.Ordinal);
    }
}
