using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Insightly;

/// <summary>
/// Insightly's export headers were not found (../shared/vendors.md section 15): these are names of its API, labels of its linked-record
/// imports, and its JSON dates. Values are worked out by hand.
/// </summary>
public sealed class InsightlyExportTests
{
    [Fact]
    public async Task Organisations_ByApiNames_AreCustomers()
    {
        var export = await Export.ReadAsync("x.csv", "ORGANISATION_ID,ORGANISATION_NAME,WEBSITE,ADDRESS_BILLING_COUNTRY,OWNER_USER_ID,DATE_CREATED_UTC,DATE_UPDATED_UTC,PHONE\n9,Acme,http://acme.example,Germany,7,2026-08-14 06:00:00,2026-08-15 06:00:00,1\n");

        Assert.Equal("insightly/customers", export.Mapping);
        Assert.Equal(
            ["id=9", "name=Acme", "domain=acme.example", "created_at=2026-08-14T06:00:00Z", "region=Germany", "owner=7", "modified_at=2026-08-15T06:00:00Z"],
            export.Filled());
    }

    [Fact]
    public async Task Organizations_ByLabels_AreCustomers()
    {
        var export = await Export.ReadAsync("x.csv", "Organization Record ID,Organization Name,Organization Email Address\n9,Acme,info@acme.example\n");

        Assert.Equal("insightly/customers", export.Mapping);
        Assert.Equal(["id=9", "name=Acme", "email=info@acme.example"], export.Filled());
    }

    [Fact]
    public async Task Contacts_ByLabels_BelongToTheirOrganisation()
    {
        var export = await Export.ReadAsync("x.csv", "Contact Record ID,Contact First Name,Contact Last Name,Contact Email Address,Organization Record ID,Organization Name\n5,Zoë,Quinn,zoe@acme.example,9,Acme\n");

        Assert.Equal("insightly/contacts", export.Mapping);
        Assert.Equal(["id=5", "customer_id=9", "email=zoe@acme.example", "name=Zoë Quinn"], export.Filled());
    }

    [Fact]
    public async Task Leads_ByApiNames_AreConvertedAtTheirTime()
    {
        var export = await Export.ReadAsync("x.csv", "LEAD_ID,FIRST_NAME,LAST_NAME,LEAD_SOURCE_ID,LEAD_STATUS_ID,EMAIL,CONVERTED,CONVERTED_DATE_UTC,CONVERTED_ORGANISATION_ID,DATE_CREATED_UTC,DATE_UPDATED_UTC\n8,Z,Q,3,4,z@acme.example,True,2026-08-15 07:00:00,9,2026-08-14 06:00:00,2026-08-15 07:00:00\n9,X,Y,3,4,x@beta.example,False,,,2026-08-14 06:00:00,2026-08-15 07:00:00\n");

        Assert.Equal("insightly/leads", export.Mapping);
        Assert.Equal(
            ["8: created_at=2026-08-14T06:00:00Z converted_at=2026-08-15T07:00:00Z customer_id=9 email=z@acme.example", "9: created_at=2026-08-14T06:00:00Z converted_at= customer_id= email=x@beta.example"],
            export.Records("created_at", "converted_at", "customer_id", "email"));
    }

    [Theory]
    [InlineData("WON", "won")]
    [InlineData("LOST", "lost")]
    [InlineData("ABANDONED", "lost")]
    [InlineData("SUSPENDED", "open")]
    [InlineData("OPEN", "open")]
    public async Task Opportunities_ByApiNames_AreDeals(string state, string status)
    {
        var export = await Export.ReadAsync("x.csv", $"OPPORTUNITY_ID,OPPORTUNITY_NAME,OPPORTUNITY_STATE,OPPORTUNITY_VALUE,BID_CURRENCY,ORGANISATION_ID,ACTUAL_CLOSE_DATE,FORECAST_CLOSE_DATE,DATE_CREATED_UTC,DATE_UPDATED_UTC,Region__c\n6,Roof,{state},1250.5,EUR,9,2026-08-20 00:00:00,2026-09-01 00:00:00,/Date(1489132800000-0800)/,2026-08-15 06:00:00,North\n");

        Assert.Equal("insightly/deals", export.Mapping);
        // 1489132800 s after 1970 is 2017-03-10T08:00:00Z: midnight eight hours west of Greenwich.
        Assert.Equal(
            [
                "id=6", "customer_id=9", "name=Roof", "created_at=2017-03-10T08:00:00Z", "closed_at=2026-08-20", $"status={status}", "amount=1250.5", "currency=EUR",
                "modified_at=2026-08-15T06:00:00Z", "Region__c=North",
            ],
            export.Filled());
    }

    [Fact]
    public async Task EventsAndTasks_ByApiNames_AreInteractionsWithoutADirection()
    {
        var events = await Export.ReadAsync("x.csv", "EVENT_ID,TITLE,START_DATE_UTC,END_DATE_UTC,OWNER_USER_ID\n1,Demo,2026-08-14 06:00:00,2026-08-14 07:00:00,7\n");
        var tasks = await Export.ReadAsync("x.csv", "TASK_ID,TITLE,DUE_DATE,STATUS,PRIORITY,OWNER_USER_ID,RESPONSIBLE_USER_ID,DATE_CREATED_UTC,DATE_UPDATED_UTC\n2,Call,2026-08-14,COMPLETED,1,7,8,2026-08-10 07:00:00,2026-08-11 07:00:00\n");

        Assert.Equal(("insightly/interactions-events", "insightly/interactions-tasks"), (events.Mapping, tasks.Mapping));
        Assert.Equal(["id=1", "at=2026-08-14T06:00:00Z", "type=meeting", "owner=7"], events.Filled());
        Assert.Equal(["id=2", "at=2026-08-14", "type=task", "owner=8"], tasks.Filled());
    }
}
