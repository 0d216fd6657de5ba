using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Salesforce's outbound messages become patches of the fields they were set up with.</summary>
public sealed class SalesforceRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_InAnyOrderAndTwice_TheNewestStateHolds(bool isNewestFirst)
    {
        var store = await WebhookStore.NewAsync(azurite);
        var early = Message(Opportunity("Prospecting", "100.5", "2026-11-01T10:00:00.000Z", "<sf:CloseDate>2026-12-31</sf:CloseDate>"));
        var late = Message(Opportunity("Closed Won", "120.0", "2026-11-03T10:00:00.000Z", """<sf:CloseDate>2026-11-03</sf:CloseDate><sf:AccountId xsi:nil="true"/>"""));

        await store.DeliverAsync("salesforce", "salesforce", isNewestFirst ? [late, early, late] : [early, early, late]);

        Assert.Equal(
            ["006000000000001AAA: status=won stage=Closed Won amount=120.0 closed_at=2026-11-03 customer_id= modified_at=2026-11-03T10:00:00Z created_at=2026-10-01T08:00:00Z"],
            await store.RecordsAsync(Entities.Deals, "status", "stage", "amount", "closed_at", "customer_id", "modified_at", "created_at"));
        var row = Assert.Single(await store.LedgerAsync());
        Assert.Equal((3, 0, "deals"), (row.RowsIn, row.Rejected, row.Entity));
    }

    [Fact]
    public async Task HundredNotificationsInOne_AllCount()
    {
        var store = await WebhookStore.NewAsync(azurite);
        var records = Enumerable.Range(100, 100).Select(n => $"""<Notification><Id>04l{n}</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>001000000000{n}AAA</sf:Id><sf:Name>Account {n}</sf:Name></sObject></Notification>""");

        await store.DeliverAsync("salesforce", "salesforce", Message(string.Concat(records)));

        var customers = await store.RecordsAsync(Entities.Customers, "name");
        Assert.Equal(100, customers.Count);
        Assert.Equal("001000000000137AAA: name=Account 137", customers[37]);
    }

    /// <summary>A real message of three leads; their types were scrubbed to Lead1 to Lead3, which are taken back.</summary>
    [SkippableFact]
    public async Task RealMessage_ThreeLeads()
    {
        var folder = SharedData.Find("webhooks");
        Skip.If(folder is null, "../shared/data/webhooks is not there");
        var body = await File.ReadAllTextAsync(Path.Combine(folder, "salesforce", "OutboundMessage1.xml"));
        foreach (var number in new[] { "1", "2", "3" })
            body = body.Replace($"sf:Lead{number}", "sf:Lead", StringComparison.Ordinal);
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("salesforce", "salesforce", body);

        var leads = await store.RecordsAsync(Entities.Leads, "created_at", "source", "status", "converted_at", "modified_at");
        Assert.Equal(3, leads.Count);
        Assert.All(leads, lead => Assert.EndsWith(
            ": created_at=2015-08-14T18:27:02Z source=Web status=Open - Not Contacted converted_at= modified_at=2015-08-14T18:27:02Z", lead, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ObjectWithoutMapping_IsListed()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("salesforce", "salesforce", Message("""<Notification><Id>1</Id><sObject xsi:type="sf:Unicorn__c" xmlns:sf="urn:x"><sf:Id>1</sf:Id></sObject></Notification><Notification><Id>2</Id></Notification>"""));

        var row = Assert.Single(await store.LedgerAsync());
        Assert.Equal((2, 2), (row.RowsIn, row.Rejected));
        Assert.Contains("found 'Unicorn__c': expected an object for which there is a mapping", await store.RejectsAsync(row), StringComparison.Ordinal);
    }

    private static string Opportunity(string stage, string amount, string modified, string more) =>
        $"""<Notification><Id>04l1</Id><sObject xsi:type="sf:Opportunity" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>006000000000001AAA</sf:Id><sf:Amount>{amount}</sf:Amount><sf:CreatedDate>2026-10-01T08:00:00.000Z</sf:CreatedDate><sf:LastModifiedDate>{modified}</sf:LastModifiedDate><sf:StageName>{stage}</sf:StageName>{more}</sObject></Notification>""";

    private static string Message(string notifications) =>
        $"""<notifications xmlns="http://soap.sforce.com/2005/09/outbound" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><OrganizationId>00D000000000abcEAA</OrganizationId>{notifications}</notifications>""";
}
