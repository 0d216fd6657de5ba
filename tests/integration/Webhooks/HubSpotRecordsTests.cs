using System.Globalization;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>HubSpot's events become patches. 1,767,225,600,000 ms are 2026-01-01T00:00:00Z, a minute more is 60,000.</summary>
public sealed class HubSpotRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const long NewYear = 1_767_225_600_000;

    [Fact]
    public async Task PropertyChanges_InAnyOrder_MakeADeal()
    {
        string[] events =
        [
            Change("deal", 7, "createdate", "1767225600000", 0), Change("deal", 7, "amount", "1250.50", 1), Change("deal", 7, "dealstage", "appointmentscheduled", 2),
            Change("deal", 7, "closedate", "1769904000000", 3), Change("deal", 7, "dealstage", "closedwon", 4), Change("deal", 7, "amount", "1300", 5),
        ];
        string[] expected = ["7: created_at=2026-01-01T00:00:00Z amount=1300 stage=closedwon status=won closed_at=2026-02-01T00:00:00Z modified_at=2026-01-01T00:05:00Z"];

        foreach (var order in new[] { events, [.. events.Reverse()], [events[4], events[1], events[5], events[0], events[3], events[2], .. events] })
        {
            var store = await WebhookStore.NewAsync(azurite);
            await store.DeliverAsync("hubspot", "hubspot", [.. order.Chunk(4).Select(Array)]);

            Assert.Equal(expected, await store.RecordsAsync(Entities.Deals, "created_at", "amount", "stage", "status", "closed_at", "modified_at"));
            Assert.Equal((order.Length, 0L), await CountsAsync(store));
        }
    }

    [Fact]
    public async Task HundredEventsInOne_AllCount()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("hubspot", "hubspot", Array(Enumerable.Range(1, 100).Select(n => Change("company", n, "name", $"Company {n}", n))));

        Assert.Equal(100, (await store.RecordsAsync(Entities.Customers, "name")).Count);
        Assert.Contains("42: name=Company 42", await store.RecordsAsync(Entities.Customers, "name"));
        Assert.Equal((100L, 0L), await CountsAsync(store));
    }

    [Fact]
    public async Task DeletionRestoreAndErasure_AreStated()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("hubspot", "hubspot", Array(
            Change("contact", 1, "email", "one@example.com", 0), Event("contact.deletion", 1, 1),
            Change("contact", 2, "email", "two@example.com", 0), Event("contact.restore", 2, 2), Event("contact.deletion", 2, 1),
            Change("contact", 3, "email", "three@example.com", 0), Event("contact.privacyDeletion", 3, 1)));

        Assert.Equal(
            ["1: email=one@example.com deleted_at=2026-01-01T00:01:00Z", "2: email=two@example.com deleted_at=", "3: email= deleted_at=2026-01-01T00:01:00Z"],
            await store.RecordsAsync(Entities.Contacts, "email", "deleted_at"));
    }

    [Fact]
    public async Task Merge_MergedRecordsNameTheSurvivor()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("hubspot", "hubspot", Array(
            Event("company.merge", 1, 1, "\"primaryObjectId\":1,\"mergedObjectIds\":[2,3],\"newObjectId\":null,\"numberOfPropertiesMoved\":5"),
            Event("object.merge", 4, 2, "\"objectTypeId\":\"0-2\",\"primaryObjectId\":4,\"mergedObjectIds\":[5],\"newObjectId\":6"),
            Event("deal.merge", 7, 3, "\"primaryObjectId\":7,\"mergedObjectIds\":[8]")));

        Assert.Equal(
            ["2: merged_into=1 deleted_at=2026-01-01T00:01:00Z", "3: merged_into=1 deleted_at=2026-01-01T00:01:00Z",
                "4: merged_into=6 deleted_at=2026-01-01T00:02:00Z", "5: merged_into=6 deleted_at=2026-01-01T00:02:00Z"],
            await store.RecordsAsync(Entities.Customers, "merged_into", "deleted_at"));
        Assert.Equal(["8: deleted_at=2026-01-01T00:03:00Z"], await store.RecordsAsync(Entities.Deals, "deleted_at"));
    }

    /// <summary>Deal 7 moves from company 1 to company 2 in one moment; whichever of the two events is read last.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Associations_LinkRecordsToTheirCompany(bool isRemovalFirst)
    {
        var store = await WebhookStore.NewAsync(azurite);
        var removed = Link("DEAL_TO_COMPANY", 7, 1, 5, isRemoved: true);
        var added = Link("COMPANY_TO_DEAL", 2, 7, 5);

        await store.DeliverAsync("hubspot", "hubspot", Array(
            Link("DEAL_TO_COMPANY", 7, 1, 1), Link("CONTACT_TO_COMPANY", 11, 2, 1), Link("TICKET_TO_CONTACT", 21, 11, 1), Link("TICKET_TO_COMPANY", 21, 2, 1),
            Link("CONTACT_TO_COMPANY", 12, 2, 1), Link("CONTACT_TO_COMPANY", 12, 2, 2, isRemoved: true),
            isRemovalFirst ? removed : added, isRemovalFirst ? added : removed));

        Assert.Equal(["7: customer_id=2"], await store.RecordsAsync(Entities.Deals, "customer_id"));
        Assert.Equal(["11: customer_id=2", "12: customer_id="], await store.RecordsAsync(Entities.Contacts, "customer_id"));
        Assert.Equal(["21: customer_id=2 contact_id=11"], await store.RecordsAsync(Entities.Tickets, "customer_id", "contact_id"));
    }

    [Fact]
    public async Task CreationsAndSensitiveValues_NameTheRecordAndNothingElse()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("hubspot", "hubspot", Array(
            Event("deal.creation", 9, 1, "\"changeFlag\":\"NEW\""),
            Change("company", 5, "tax_number", "123", 1).Replace("}", ",\"isSensitive\":true}", StringComparison.Ordinal)));

        Assert.Equal(["9: created_at= status= amount= modified_at=2026-01-01T00:01:00Z"], await store.RecordsAsync(Entities.Deals, "created_at", "status", "amount", "modified_at"));
        Assert.Equal(["5: name= modified_at=2026-01-01T00:01:00Z"], await store.RecordsAsync(Entities.Customers, "name", "modified_at"));
    }

    [Fact]
    public async Task EventsOfNoRecord_AreListed()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("hubspot", "hubspot", Array(
            Event("conversation.newMessage", 1, 1), Event("conversation.creation", 1, 1), """{"subscriptionType":"deal.creation","objectId":1}""",
            Link("CONTACT_TO_CONTACT", 1, 2, 1), Change("deal", 1, "amount", "a lot", 1)));

        var row = Assert.Single(await store.LedgerAsync());
        Assert.Equal((5, 0, 5, 0), (row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        Assert.Contains("1,amount,\"found 'a lot', expected a number", await store.RejectsAsync(row), StringComparison.Ordinal);
        Assert.Empty(await store.RecordsAsync(Entities.Deals));
    }

    private static async Task<(long In, long Rejected)> CountsAsync(WebhookStore store)
    {
        var ledger = await store.LedgerAsync();
        Assert.All(ledger, row => Assert.Equal(row.RowsIn, row.Accepted + row.Rejected + row.Unchanged));
        return (ledger.Sum(r => r.RowsIn), ledger.Sum(r => r.Rejected));
    }

    private static string Array(params IEnumerable<string> events) => $"[{string.Join(',', events)}]";

    private static string Change(string type, int id, string property, string value, int minute) =>
        Event($"{type}.propertyChange", id, minute, $"\"propertyName\":\"{property}\",\"propertyValue\":\"{value}\"");

    private static string Link(string kind, int from, int to, int minute, bool isRemoved = false) => Event(
        "contact.associationChange", from, minute,
        string.Create(CultureInfo.InvariantCulture, $"\"associationType\":\"{kind}\",\"fromObjectId\":{from},\"toObjectId\":{to},\"associationRemoved\":{(isRemoved ? "true" : "false")},\"isPrimaryAssociation\":true"));

    private static string Event(string type, int id, int minute, string more = "\"changeSource\":\"CRM_UI\"") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"eventId":{{minute}},"subscriptionId":1,"portalId":1,"appId":1,"occurredAt":{{NewYear + (minute * 60_000L)}},"subscriptionType":"{{type}}","attemptNumber":0,"objectId":{{id}},{{more}}}""");
}
