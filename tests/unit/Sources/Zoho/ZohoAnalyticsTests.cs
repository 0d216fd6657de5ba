using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Zoho;

/// <summary>Zoho Analytics, by the headers of Zoho's own demo data: upper-case ids, four date styles, money as text.</summary>
public sealed class ZohoAnalyticsTests
{
    [Fact]
    public async Task Accounts_ProspectsAreNotCustomersYet()
    {
        var export = await Export.ReadAsync("Accounts.csv", "ACCOUNTID,Account Name,Account Owner Id,Account Owner,Account Type,Industry,Website,Tasks Involved,Events Involved,Calls Involved,Activities Involved\n2,Laura,1011,T T,Customer,Technology,BetaPages.com,Yes,No,No,Yes\n3,Angel's,1009,T M,Prospect,Manufacturing,CompHotel.com,No,No,No,No\n");

        Assert.Equal("zoho/customers", export.Mapping);
        Assert.Equal(["2: name=Laura type=customer domain=betapages.com owner=T T", "3: name=Angel's type=Prospect domain=comphotel.com owner=T M"], export.Records("name", "type", "domain", "owner"));
    }

    [Fact]
    public async Task Contacts_BelongToTheirAccount()
    {
        var export = await Export.ReadAsync("Contacts.csv", "CONTACTID,Last Name,Contact Owner Id,Contact Owner,Account Id,Email,Lead Source,Mobile,Created Time\n2585,Tucker,1007,D L,386,b@dayrep.example,Partner,805,\"16 Apr, 2021 00:02:00\"\n");

        Assert.Equal("zoho/contacts", export.Mapping);
        Assert.Equal(["id=2585", "customer_id=386", "email=b@dayrep.example", "name=Tucker", "created_at=2021-04-15T22:02:00Z"], export.Filled());
    }

    [Fact]
    public async Task Leads_ConvertedWithoutAnyDate_HaveNone()
    {
        var export = await Export.ReadAsync("Leads.csv", "LEADID,Last Name,Company,Lead Owner,Email,Mobile,Website,Industry,Lead Source,Lead Status,Created Time,CONVERTED,month_Created Time1\n4563,Denson,M,D L,g@cuvox.example,660,C.com,Education,Employee Referral,Contacted,\"15 Apr, 2021 00:03:00\",Yes,April\n");

        Assert.Equal("zoho/leads", export.Mapping);
        Assert.Equal(
            ["id=4563", "created_at=2021-04-14T22:03:00Z", "source=Employee Referral", "status=Contacted", "owner=D L", "email=g@cuvox.example", "Industry=Education", "CONVERTED=Yes"],
            export.Filled());
    }

    [Fact]
    public async Task Potentials_WithoutId_AreNamedByLeadAndCreation()
    {
        var export = await Export.ReadAsync("Potentials.csv", "Potential Name,Potential Owner,Created Time,Closing Date,Amount,Expected Revenue,Stage,Forecast Type,Type,Lead Source,Probability,Age in Days,Age Tier,Amount Tier,LEADID,Tasks Involved,Events Involved,Calls Involved,Activities Involved,Campaign Id\n\"Lewis, James\",R T,\"15 Apr, 2021 00:02:00\",\"16 Apr, 2021 00:03:00\",\"$22,700.00\",\"$33,500.00\",Closed Won,Won,New Business,Advertisement,100,1,x,y,1832,No,No,No,No,24000023\n");

        Assert.Equal("zoho/deals", export.Mapping);
        Assert.Equal(
            ["1832|2021-04-14T22:02:00Z|Lewis, James: lead_id=1832 status=won type=new amount=22700.00 closed_at=2021-04-16 campaign_id=24000023 Lead Source=Advertisement"],
            export.Records("lead_id", "status", "type", "amount", "closed_at", "campaign_id", "Lead Source"));
    }

    [Fact]
    public async Task Cases_WithoutId_AreNamedByCreationOwnerAndOrigin()
    {
        var export = await Export.ReadAsync("Cases.csv", "Case Owner,Status,Case Origin,Created Time,Modified Time,Days to Closed,Age in Days,Age Tier\nL M,Closed,Email,\"15 Apr, 2021 23:01:19\",\"16 Jun, 2021 08:04:35\",62,62,x\nL M,Escalated,Web,\"15 Apr, 2021 23:01:19\",\"16 Jun, 2021 08:04:35\",,62,x\n");

        Assert.Equal("zoho/tickets", export.Mapping);
        Assert.Equal(
            [
                "2021-04-15T21:01:19Z|L M|Email: status=closed modified_at=2021-06-16T06:04:35Z",
                "2021-04-15T21:01:19Z|L M|Web: status=open modified_at=2021-06-16T06:04:35Z",
            ],
            export.Records("status", "modified_at"));
    }

    [Fact]
    public async Task SalesOrders_EmptyHeadersAndDayFirstTimes_AreOrders()
    {
        var export = await Export.ReadAsync("Sales_Orders.csv", "SALESORDERID,Subject,Sales Order Owner,Status,Due Date,Sub Total,Discount,Tax,Adjustments,Grand Total,Created Time,Modified Time,Is Delayed?,Age In Days,Age Tier,,,,,,,,\r\n21000837,Sofa,J F,Approved,03-07-2021 01:09,\"9,326.84\",855.13,490.06,0.35,\"7,982\",03-07-2021 12:59,03-07-2021 01:40,Yes,0,x,,,,,,,,\r\n21002480,Chair,H P,Cancelled,03-07-2021 02:11,1,0,0,0,1,03-07-2021 11:44,03-07-2021 01:59,Yes,0,x,,,,,,,,\r\n");

        Assert.Equal("zoho/orders", export.Mapping);
        Assert.Equal(
            ["21000837: ordered_at=2021-07-03T10:59:00Z status=paid amount=7982", "21002480: ordered_at=2021-07-03T09:44:00Z status=cancelled amount=1"],
            export.Records("ordered_at", "status", "amount"));
    }

    [Fact]
    public async Task Calls_OfAPotential_AreInteractionsOfTheContact()
    {
        var export = await Export.ReadAsync("Calls.csv", "TASKID,Call Start Time,Call Duration (in seconds),Call Owner,Call Owner Id,Subject,Call Type,Call Purpose,Billable,Created Time,Modified Time,CONTACTID,ACCOUNTID,POTENTIALID,LEADID,Call Duration (in minutes),Who Id Id,What Id,SEMODULE\n5000309,2021-04-15 23:03:00,420,L M,1003,US,Outbound,Prospecting,No,2021-04-15 00:03:00,2021-10-08 00:09:00,2440,1458,0,,7,,,\n");

        Assert.Equal("zoho/interactions-calls", export.Mapping);
        Assert.Equal(
            ["id=5000309", "customer_id=1458", "at=2021-04-15T21:03:00Z", "type=call", "direction=outbound", "owner=L M", "contact_id=2440"],
            export.Filled());
    }

    [Fact]
    public async Task Events_AreMeetings()
    {
        var export = await Export.ReadAsync("Events.csv", "EVENTID,Event Owner,Event Owner Id,Subject,Start DateTime,End DateTime,Created Time,Modified Time,CONTACTID,ACCOUNTID,POTENTIALID,LEADID,Who Id Id,What Id,SEMODULE\n25842,R D,1001,Demo,2021-04-15 21:02:00,2021-08-18 21:07:00,2021-04-15 21:02:00,2021-08-23 21:07:00,,,,1007,1007,,\n");

        Assert.Equal("zoho/interactions-meetings", export.Mapping);
        Assert.Equal(["id=25842", "lead_id=1007", "at=2021-04-15T19:02:00Z", "type=meeting", "owner=R D"], export.Filled());
    }

    [Fact]
    public async Task Tasks_WithoutId_EqualOnesStayApart()
    {
        const string task = "R D,Call,\"16 Apr, 2021 00:02:00\",\"20 Aug, 2021 00:06:00\",Completed,\"15 Oct, 2020 00:08:00\"\n";

        var export = await Export.ReadAsync("Tasks.csv", $"Task Owner,Subject,Created Time,Due Date,Status,Modified Time\n{task}{task}");

        Assert.Equal("zoho/interactions-tasks", export.Mapping);
        Assert.Equal(2, export.Records("at").Distinct().Count());
        Assert.All(export.Records("at", "type", "direction", "owner"), r => Assert.EndsWith(": at=2021-08-19T22:06:00Z type=task direction= owner=R D", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CampaignsWithMoneyInThousands_CostWhatWasSpent()
    {
        var export = await Export.ReadAsync("Campaigns.csv", "CAMPAIGNID,Campaign Name,Type,Status,Created Time,Modified Time,Start Date,End Date,Expected Revenue,Budgeted Cost,Actual Cost\n24000039,Dashboard,Email,Planning,2021-04-24,2021-04-04,2021-04-24,2021-05-08,\"$1,117.10K\",$273.64K,$357.80K\n");

        Assert.Equal("zoho/campaigns", export.Mapping);
        Assert.Equal(
            ["id=24000039", "name=Dashboard", "type=Email", "channel=Email", "started_at=2021-04-24", "ended_at=2021-05-08", "cost=357800.00"],
            export.Filled());
    }

    [Fact]
    public async Task CampaignLeadStatus_IsCountedByItsLastStatus()
    {
        var export = await Export.ReadAsync("Campaign_Lead_Status.csv", "Campaign Name,Lead First Name,Lead Last Name,Status,Last Modified Time,Is Lead Active?\nSpring,A,A,Opened,\"04 Apr, 2021 00:02:00\",Yes\nSpring,B,B,Bounced,\"04 Apr, 2021 00:02:00\",Yes\nSpring,C,C,Planned,\"05 Apr, 2021 00:02:00\",Yes\n");

        Assert.Equal("zoho/campaign_stats", export.Mapping);
        Assert.Equal(
            [
                "Spring|2021-04-04: sent=1 delivered=1 opened=1 bounced=0 unsubscribed=0 responses=0",
                "Spring|2021-04-04: sent=1 delivered=0 opened=0 bounced=1 unsubscribed=0 responses=0",
                "Spring|2021-04-05: sent=0 delivered=0 opened=0 bounced=0 unsubscribed=0 responses=0",
            ],
            export.Records("sent", "delivered", "opened", "bounced", "unsubscribed", "responses"));
    }

    [Fact]
    public async Task ProductsAndUsers_AreProductsAndATableToLookUp()
    {
        var products = await Export.ReadAsync("Products.csv", "PRODUCTID,Product Name,Product Owner,Product Code,Product Active,Product Manufacturer,Product Category,Created Time,Modified Time,Cost,Taxable,Commission Rate,Quantity Ordered,Quantity In Stock,Reorder Level,Quantity In Demand,Cost of Stocks in hand,Need Replenishment\n16000000,COOLER,L M,P1,No,Lamport,Commercial,\"04 Nov, 2019 09:13:43\",\"09 Dec, 2020 04:42:47\",\"$1,773.85\",No,$45.23,20,39,20,1,\"$69,180.15\",No\n");
        var users = await Export.ReadAsync("Users.csv", "USER_ID,First Name,Last Name,Email\n1001,,Rozario Diego,r@finepick.example\n");

        Assert.Equal(("zoho/products", "zoho/users"), (products.Mapping, users.Mapping));
        Assert.Equal(["id=16000000", "name=COOLER", "line=Commercial"], products.Filled());
        Assert.Equal(["table=users", "key=1001", "name=Rozario Diego"], users.Filled());
    }
}
