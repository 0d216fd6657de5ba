using System.Globalization;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>
/// Real files of the vendors, with no configuration at all (but for two tables of an anonymised organisation's own). Rows and figures
/// are those of ../shared/data/README.md, and of counting the files with other tools.
/// </summary>
public sealed class VendorFilesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [SkippableFact]
    public async Task SalesforceWeeklyExport_AsItComes_IsUnderstood()
    {
        var inbox = await DeliverAsync("salesforce_weekly_export");

        Assert.Equal(
            [
                "Account.csv: salesforce/customers, customers, 1 = 1 + 0 + 0", "Case.csv: salesforce/tickets, tickets, 1 = 1 + 0 + 0", "Contact.header.csv: salesforce/contacts, contacts, 0 = 0 + 0 + 0",
                "Lead.header.csv: salesforce/leads, leads, 0 = 0 + 0 + 0", "Opportunity.csv: salesforce/deals, deals, 1 = 1 + 0 + 0",
            ],
            await LedgerAsync(inbox));
        Assert.Equal(["001dN00000v2DEwQAM: name=KaarTech created_at=2026-06-09T16:12:25Z parent_id= deleted_at="], await inbox.RecordsAsync(Entities.Customers, "name", "created_at", "parent_id", "deleted_at"));
        Assert.Equal(
            ["006dN00000DrvOrQAJ: customer_id=001dN00000v2DEwQAM status=open stage=Qualify closed_at=2026-07-01 amount= campaign_id="],
            await inbox.RecordsAsync(Entities.Deals, "customer_id", "status", "stage", "closed_at", "amount", "campaign_id"));
        Assert.Equal(
            ["500dN00000PC95xQAD: customer_id=001dN00000v2DEwQAM contact_id=003dN00000NrnwcQAB status=open channel=Email resolved_at="],
            await inbox.RecordsAsync(Entities.Tickets, "customer_id", "contact_id", "status", "channel", "resolved_at"));
    }

    [SkippableFact]
    public async Task SalesforceOrganisation_LeadsAsTheyCome_TheRestByASmallMapping()
    {
        var inbox = await DeliverAsync("salesforce_freecsv");

        Assert.Equal(
            [
                "Customer.csv: mappings/purchases.yaml, orders, 6144 = 6144 + 0 + 0", "Lead.csv: salesforce/leads, leads, 12425 = 12425 + 0 + 0",
                "Opportunity.csv: mappings/opportunities.yaml, deals, 10239 = 10239 + 0 + 0",
            ],
            await LedgerAsync(inbox));
        var leads = await ValuesAsync(inbox, Entities.Leads, "converted_at", "source", "LessonLearn__c");
        Assert.Equal(560, leads.Count(l => l[0].Length > 0));
        Assert.Equal(3_755, leads.Count(l => l[1].Length == 0));
        Assert.Contains(leads, l => l[2].Contains('\n', StringComparison.Ordinal));
        Assert.Equal(966, (await ValuesAsync(inbox, Entities.Deals, "amount")).Count(d => d[0].Length == 0));
        Assert.Equal(384, (await ValuesAsync(inbox, Entities.Orders, "amount")).Count(d => d[0].Length == 0));
    }

    [SkippableFact]
    public async Task ZohoDemo_AsItComes_GivesTheKnownCounts()
    {
        var inbox = await DeliverAsync("zoho_crm");

        Assert.Equal(
            [
                "Accounts.csv: zoho/customers, customers, 2229 = 2229 + 0 + 0", "Calls.csv: zoho/interactions-calls, interactions, 4100 = 4100 + 0 + 0",
                "Campaign_Lead_Status.csv: zoho/campaign_stats, campaign_stats, 3900 = 3900 + 0 + 0", "Campaigns.csv: zoho/campaigns, campaigns, 110 = 110 + 0 + 0",
                "Cases.csv: zoho/tickets, tickets, 797 = 797 + 0 + 0", "Contacts.csv: zoho/contacts, contacts, 1265 = 1265 + 0 + 0",
                "Events.csv: zoho/interactions-meetings, interactions, 2978 = 2978 + 0 + 0", "Leads.csv: zoho/leads, leads, 3900 = 3900 + 0 + 0",
                "Potentials.csv: zoho/deals, deals, 3632 = 3632 + 0 + 0", "Products.csv: zoho/products, products, 2000 = 2000 + 0 + 0",
                "Sales_Order_Line_Items.csv: rejected", "Sales_Orders.csv: zoho/orders, orders, 2061 = 2061 + 0 + 0",
                "Tasks.csv: zoho/interactions-tasks, interactions, 2978 = 2978 + 0 + 0", "Users.csv: zoho/users, lookups, 11 = 11 + 0 + 0",
            ],
            await LedgerAsync(inbox));

        // The demo's lines name a price book, not their order: BOOKID has nine values, none of them an order's id.
        var lines = (await inbox.LedgerAsync()).Single(r => r.Path == "Sales_Order_Line_Items.csv");
        Assert.Contains("zoho/order_lines, but that expects a column 'Sales Order.id", lines.Message, StringComparison.Ordinal);

        Assert.Equal(3_632, (await ValuesAsync(inbox, Entities.Leads, "CONVERTED")).Count(l => l[0] == "Yes"));
        var deals = await ValuesAsync(inbox, Entities.Deals, "status", "amount");
        Assert.Equal((1_425, 485, 1_722), (deals.Count(d => d[0] == "won"), deals.Count(d => d[0] == "lost"), deals.Count(d => d[0] == "open")));
        Assert.All(deals, d => Assert.NotEmpty(d[1]));
        var orders = await ValuesAsync(inbox, Entities.Orders, "status");
        Assert.Equal((1_079, 491, 491), (orders.Count(o => o[0] == "paid"), orders.Count(o => o[0] == "pending"), orders.Count(o => o[0] == "cancelled")));
        Assert.Equal(797, (await ValuesAsync(inbox, Entities.Tickets, "status")).Count);
        Assert.Equal(10_056, (await ValuesAsync(inbox, Entities.Interactions, "type")).Count);
        Assert.Equal(1_105, (await ValuesAsync(inbox, Entities.Customers, "type")).Count(c => c[0] == "customer"));
        Assert.Contains("357800", (await ValuesAsync(inbox, Entities.Campaigns, "cost")).Select(c => c[0].Split('.')[0]));
        Assert.Equal(506m, (await ValuesAsync(inbox, Entities.CampaignStats, "bounced")).Sum(Number));
    }

    [SkippableFact]
    public async Task HubSpotDealsHeader_AsItComes_IsUnderstood() =>
        Assert.Equal(["header_only.csv: hubspot/deals, deals, 0 = 0 + 0 + 0"], await LedgerAsync(await DeliverAsync("hubspot_deals_export")));

    [SkippableFact]
    public async Task Ga4Reports_AsTheyCome_AddUpToTheirTotals()
    {
        var inbox = await DeliverAsync("ga4");

        Assert.Equal(
            ["LilyHeAsamiko.data-export.csv: ga4/traffic, ga4/key-events, traffic, 28 = 28 + 0 + 0", "podmeister81.data-export.csv: ga4/events, traffic, 39 = 39 + 0 + 0"],
            await LedgerAsync(inbox));
        Assert.Equal(
            ["2 of 15 tables are used; the others show the same figures in other ways", null],
            (await inbox.LedgerAsync()).Select(r => r.Message));
        var traffic = await ValuesAsync(inbox, Entities.Traffic, "visitors", "action", "day");
        Assert.Equal((28, "2023-04-24", "2023-05-21", 1m), (traffic.Count(t => t[1].Length == 0), traffic.Where(t => t[1].Length == 0).Min(t => t[2]), traffic.Where(t => t[1].Length == 0).Max(t => t[2]), traffic.Where(t => t[1].Length == 0).Sum(Number)));
        var views = traffic.Where(t => t[1] == "page_view").ToList();
        Assert.Equal((365, 29_418m), (views.Count, views.Sum(Number)));
    }

    [SkippableFact]
    public async Task RealFiles_DeliveredAgain_SayNothingNew()
    {
        var inbox = await DeliverAsync("ga4");
        foreach (var file in Directory.GetFiles(SharedData.Find("ga4")!))
            await inbox.UploadAsync(Path.GetFileName(file), [.. await File.ReadAllBytesAsync(file), (byte)'\n']);

        await inbox.Service().ReconcileAsync(default);

        Assert.Equal(
            ["28 = 0 + 0 + 28", "28 = 28 + 0 + 0", "39 = 0 + 0 + 39", "39 = 39 + 0 + 0"],
            (await LedgerAsync(inbox)).Select(r => r[(r.LastIndexOf(", ", StringComparison.Ordinal) + 2)..]).Order(StringComparer.Ordinal));
    }

    private async Task<TestInbox> DeliverAsync(string data)
    {
        var folder = SharedData.Find(data);
        Skip.If(folder is null, $"../shared/data/{data} is not here; it may not be shipped with the project");
        var inbox = await TestInbox.NewAsync(azurite);
        var mappings = Path.Combine(AppContext.BaseDirectory, "Ingestion", "vendors", data);
        foreach (var mapping in Directory.Exists(mappings) ? Directory.GetFiles(mappings) : [])
            await inbox.ConfigureAsync($"mappings/{Path.GetFileName(mapping)}", await File.ReadAllTextAsync(mapping));
        foreach (var file in Directory.GetFiles(folder))
            await inbox.UploadAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file));

        await inbox.Service().ReconcileAsync(default);
        return inbox;
    }

    /// <summary>`file: mapping, entity, rows in = accepted + rejected + unchanged` of each delivery; the sum is checked.</summary>
    private static async Task<List<string>> LedgerAsync(TestInbox inbox)
    {
        var rows = await inbox.LedgerAsync();
        Assert.All(rows, r => Assert.Equal(r.RowsIn, r.Accepted + r.Rejected + r.Unchanged));
        return [.. rows.Select(r => r.State == LedgerState.Ingested ? $"{r.Path}: {r.Mapping}, {r.Entity}, {r.RowsIn} = {r.Accepted} + {r.Rejected} + {r.Unchanged}" : r.State == LedgerState.Rejected ? $"{r.Path}: rejected" : $"{r.Path}: {r.State}: {r.Message}")];
    }

    private static decimal Number(string[] values) => values[0].Length == 0 ? 0 : decimal.Parse(values[0], CultureInfo.InvariantCulture);

    private static async Task<List<string[]>> ValuesAsync(TestInbox inbox, EntitySchema entity, params string[] fields)
    {
        var values = new List<string[]>();
        await foreach (var record in (await inbox.Records.SnapshotAsync(default)).ReadAsync(entity, 0, default))
        {
            var custom = record.CustomColumns.ToList();
            values.Add([.. fields.Select(f => record.Values[entity.Find(f)?.Index ?? entity.Fields.Count + custom.IndexOf(f)].ToString())]);
        }

        return values;
    }
}
