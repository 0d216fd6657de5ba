using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Zoho;

/// <summary>Module exports and data backups: labels, lookups as two columns (Label.id and Label), ids with or without zcrm_ (../shared/vendors.md section 3.1).</summary>
public sealed class ZohoExportTests
{
    [Fact]
    public async Task Accounts_OfABackup_AreCustomers()
    {
        var export = await Export.ReadAsync("Accounts_001.csv", """
            Record Id,Account Owner.id,Account Owner,Account Name,Website,Parent Account.id,Parent Account,Account Type,Industry,Billing Country,Created By.id,Created By,Created Time,Modified Time,Segment
            zcrm_4876876000000111,11,A B,Acme,www.acme.example,zcrm_4876876000000222,Acme Holding,Customer,Energy,Germany,11,A B,2026-08-14 06:00:00,2026-08-15 06:00:00,Gold
            """);

        Assert.Equal("zoho/customers", export.Mapping);
        // Without a zone in the file, times are those of the source: Berlin, two hours ahead of UTC in summer.
        Assert.Equal(
            [
                "id=4876876000000111", "name=Acme", "domain=acme.example", "type=customer", "created_at=2026-08-14T04:00:00Z", "region=Germany", "industry=Energy", "owner=A B",
                "parent_id=4876876000000222", "modified_at=2026-08-15T04:00:00Z", "Segment=Gold",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Contacts_OfABackup_BelongToTheirAccount()
    {
        var export = await Export.ReadAsync("Contacts_001.csv", "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,Email,Phone,Created Time,Modified Time,Contact Name,Tag\n501,11,A B,Web,Zoë,Quinn,111,Acme,zoe@acme.example,,2026-08-14 06:00:00,2026-08-15 06:00:00,Zoë Quinn,\n");

        Assert.Equal("zoho/contacts", export.Mapping);
        Assert.Equal(
            ["id=501", "customer_id=111", "email=zoe@acme.example", "name=Zoë Quinn", "created_at=2026-08-14T04:00:00Z", "modified_at=2026-08-15T04:00:00Z"],
            export.Filled());
    }

    [Fact]
    public async Task Leads_OfAModuleExport_AreConvertedAtTheirTime()
    {
        var export = await Export.ReadAsync("Leads_2026_02_10.csv", """
            Record Id,Lead Owner.id,Lead Owner,Is Converted,Company,First Name,Last Name,Email,Lead Source,Lead Status,Created Time,Modified Time,Lead Name,Country,Converted Date Time,Converted Account.id,Converted Account,Converted Contact.id,Converted Contact
            zcrm_81,11,A B,true,Acme,Zoë,Quinn,zoe@acme.example,Cold Call,Contacted,2026-01-10 06:00:00,2026-02-01 08:00:00,Zoë Quinn,Germany,2026-02-01 07:30:00,zcrm_111,Acme,zcrm_501,Zoë Quinn
            zcrm_82,11,A B,false,Beta,X,Y,x@beta.example,,Contacted,2026-01-10 06:00:00,2026-02-01 08:00:00,X Y,,,,,,
            """);

        Assert.Equal("zoho/leads", export.Mapping);
        Assert.Equal(
            [
                "81: created_at=2026-01-10T05:00:00Z source=Cold Call status=Contacted converted_at=2026-02-01T06:30:00Z customer_id=111 contact_id=501 region=Germany owner=A B email=zoe@acme.example",
                "82: created_at=2026-01-10T05:00:00Z source= status=Contacted converted_at= customer_id= contact_id= region= owner=A B email=x@beta.example",
            ],
            export.Records("created_at", "source", "status", "converted_at", "customer_id", "contact_id", "region", "owner", "email"));
    }

    [Theory]
    [InlineData("Closed Won", "won")]
    [InlineData("Closed Lost to Competition", "lost")]
    [InlineData("Negotiation/Review", "open")]
    public async Task Deals_OfAModuleExport_AreDeals(string stage, string status)
    {
        var export = await Export.ReadAsync("Deals.csv", $"""
            Record Id,Deal Owner.id,Deal Owner,Deal Name,Account Name.id,Account Name,Contact Name.id,Contact Name,Stage,Closing Date,Amount,Probability,Lead Source,Type,Campaign Source.id,Campaign Source,Created Time,Modified Time
            zcrm_91,11,A B,Roof,zcrm_111,Acme,zcrm_501,Zoë Quinn,{stage},2026-03-01,"$1,117.10K",90,Web,New Business,zcrm_701,Spring,2026-01-10 06:00:00,2026-02-01 08:00:00
            """);

        Assert.Equal("zoho/deals", export.Mapping);
        Assert.Equal(
            [
                "id=91", "customer_id=111", "name=Roof", "created_at=2026-01-10T05:00:00Z", "closed_at=2026-03-01", $"stage={stage}", $"status={status}", "type=new", "amount=1117100.00", "owner=A B",
                "campaign_id=701", "modified_at=2026-02-01T07:00:00Z", "Lead Source=Web",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Cases_OfAModuleExport_AreTickets()
    {
        var export = await Export.ReadAsync("Cases.csv", "Record Id,Case Owner.id,Case Owner,Case Number,Subject,Status,Case Origin,Priority,Type,Account Name.id,Account Name,Email,Created Time,Modified Time\n71,11,A B,C1,Light,On Hold,Phone,High,Problem,111,Acme,zoe@acme.example,2026-08-14 06:00:00,2026-08-15 06:00:00\n");

        Assert.Equal("zoho/tickets", export.Mapping);
        Assert.Equal(
            [
                "id=71", "customer_id=111", "created_at=2026-08-14T04:00:00Z", "status=pending", "channel=Phone", "priority=High", "category=Problem", "agent=A B", "modified_at=2026-08-15T04:00:00Z",
                "email=zoe@acme.example",
            ],
            export.Filled());
    }

    [Fact]
    public async Task SalesOrdersAndLines_OfAModuleExport_AreOrders()
    {
        var orders = await Export.ReadAsync("Sales_Orders_001.csv", "Record Id,Sales Order Owner.id,Sales Order Owner,SO Number,Subject,Deal Name.id,Deal Name,Account Name.id,Account Name,Status,Sub Total,Grand Total,Created Time,Modified Time,,\n21,11,A B,1,Sofa,91,Roof,111,Acme,Delivered,\"9,326.84\",\"7,982\",03-07-2021 12:59,04-07-2021 01:40,,\n");
        var lines = await Export.ReadAsync("x.csv", "Record Id,Sales Order.id,Sales Order,Product Name.id,Product Name,List Price,Quantity,Total,Discount,Total After Discount,Net Total\n5,21,Sofa,16,Panel,\"$1,252.82\",7,\"$8,769.75\",$175.40,\"$8,594.36\",\"$8,945.15\"\n");

        Assert.Equal("zoho/orders", orders.Mapping);
        Assert.Equal(
            ["id=21", "customer_id=111", "deal_id=91", "ordered_at=2021-07-03T10:59:00Z", "status=paid", "amount=7982", "modified_at=2021-07-03T23:40:00Z"],
            orders.Filled());
        Assert.Equal("zoho/order_lines", lines.Mapping);
        Assert.Equal(["order_id=21", "line=5", "product=Panel", "quantity=7", "unit_price=1252.82"], lines.Filled());
    }

    [Fact]
    public async Task Calls_OfABackup_AreInteractions()
    {
        var export = await Export.ReadAsync("Calls_001.csv", "Record Id,Call Type,Contact Name.id,Contact Name,Subject,Call Start Time,Call Duration (in seconds),Related To.id,Related To Module,Call Owner\nzcrm_31,Missed,zcrm_501,Z,Hi,2026-08-14 06:00:00,0,zcrm_81,Leads,A B\nzcrm_32,Outbound,,,Hi,2026-08-14 07:00:00,60,zcrm_111,Accounts,A B\n");

        Assert.Equal("zoho/interactions-calls", export.Mapping);
        Assert.Equal(
            [
                "31: at=2026-08-14T04:00:00Z type=call direction=inbound contact_id=501 lead_id=81 customer_id= owner=A B",
                "32: at=2026-08-14T05:00:00Z type=call direction=outbound contact_id= lead_id= customer_id=111 owner=A B",
            ],
            export.Records("at", "type", "direction", "contact_id", "lead_id", "customer_id", "owner"));
    }

    [Fact]
    public async Task Tasks_OfABackup_AreKeptWithoutADirection()
    {
        var export = await Export.ReadAsync("Tasks_001.csv", "Record Id,Subject,Status,Priority,Due Date,Related To.id,Related To Module,Task Owner.id,Description,Closed Time,Created Time,Modified Time\nzcrm_41,Call,Completed,High,2026-08-20,zcrm_111,Accounts,11,,2026-08-19 10:00:00,2026-08-14 06:00:00,2026-08-19 10:00:00\n");

        Assert.Equal("zoho/interactions-tasks", export.Mapping);
        Assert.Equal(["id=41", "customer_id=111", "at=2026-08-19T08:00:00Z", "type=task"], export.Filled());
    }

    [Fact]
    public async Task MeetingsAndCampaignsAndProducts_OfAModuleExport_AreTheirs()
    {
        var meetings = await Export.ReadAsync("x.csv", "Record Id,Title,From,To,Host.id,Host,Contact Name.id,Contact Name\n51,Demo,2026-08-14 06:00:00,2026-08-14 07:00:00,11,A B,501,Z\n");
        var campaigns = await Export.ReadAsync("Campaigns_001.csv", "Record Id,Campaign Name,Type,Status,Start Date,End Date,Budgeted Cost,Actual Cost,Created Time\n701,Spring,Email,Complete,2026-03-01,2026-03-31,2000,1500,2026-02-01 06:00:00\n");
        var products = await Export.ReadAsync("Products_001.csv", "Record Id,Product Owner.id,Product Owner,Product Name,Product Code,Product Active,Product Category,Unit Price\n16,11,A B,Panel,P1,true,Hardware,199.5\n");

        Assert.Equal(("zoho/interactions-meetings", "zoho/campaigns", "zoho/products"), (meetings.Mapping, campaigns.Mapping, products.Mapping));
        Assert.Equal(["id=51", "at=2026-08-14T04:00:00Z", "type=meeting", "owner=A B", "contact_id=501"], meetings.Filled());
        Assert.Equal(["id=701", "name=Spring", "type=Email", "channel=Email", "started_at=2026-03-01", "ended_at=2026-03-31", "cost=1500"], campaigns.Filled());
        Assert.Equal(["id=16", "name=Panel", "line=Hardware", "price=199.5"], products.Filled());
    }
}
