using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Salesforce;

/// <summary>Objects of which no real export was found: API names by the rule that holds for all objects.</summary>
public sealed class SalesforceOtherObjectsTests
{
    [Fact]
    public async Task Order_ByApiNames_IsAnOrderOfItsDay()
    {
        var export = await Export.ReadAsync("x.csv", """
            Id,AccountId,OpportunityId,EffectiveDate,Status,StatusCode,Type,TotalAmount,OrderNumber,CreatedDate,LastModifiedDate,IsDeleted
            801dN00000A1b2cQAB,001dN00000v2DEwQAM,006dN00000DrvOrQAJ,2026-07-02 00:00:00,Running,Activated,New,99.90,00000101,2026-07-01 10:00:00,2026-07-02 10:00:00,0
            """, zone: "America/New_York");

        Assert.Equal("salesforce/orders", export.Mapping);
        Assert.Equal(
            [
                "id=801dN00000A1b2cQAB", "customer_id=001dN00000v2DEwQAM", "deal_id=006dN00000DrvOrQAJ", "ordered_at=2026-07-02", "status=paid", "type=new", "amount=99.90",
                "modified_at=2026-07-02T10:00:00Z",
            ],
            export.Filled());
    }

    [Fact]
    public async Task OrderItem_ByApiNames_IsALine()
    {
        var export = await Export.ReadAsync("x.csv", "Id,OrderId,Product2Id,Quantity,UnitPrice,ServiceDate,CreatedDate\n802dN00000A1b2cQAB,801dN00000A1b2cQAB,01t5j00000ANjevAAD,2,49.95,2026-07-02,2026-07-01 10:00:00\n");

        Assert.Equal("salesforce/order_lines", export.Mapping);
        Assert.Equal(
            ["order_id=801dN00000A1b2cQAB", "line=802dN00000A1b2cQAB", "ordered_at=2026-07-02", "product=01t5j00000ANjevAAD", "quantity=2", "unit_price=49.95"],
            export.Filled());
    }

    [Fact]
    public async Task Product_ByApiNames_HasItsFamilyAsLine()
    {
        var export = await Export.ReadAsync("x.csv", "Id,Name,ProductCode,Family,IsActive,CreatedDate\n01t5j00000ANjevAAD,Course A,CA,Courses,true,2026-07-01 10:00:00\n");

        Assert.Equal("salesforce/products", export.Mapping);
        Assert.Equal(["id=01t5j00000ANjevAAD", "name=Course A", "line=Courses"], export.Filled());
    }

    [Fact]
    public async Task Campaign_ByApiNames_CostsWhatWasSpent()
    {
        var export = await Export.ReadAsync("x.csv", "Id,Name,Type,Status,StartDate,EndDate,ActualCost,BudgetedCost,NumberSent\n701dN00000A1b2cQAB,Spring,Email,Completed,2026-03-01 00:00:00,2026-03-31 00:00:00,1500,2000,10\n");

        Assert.Equal("salesforce/campaigns", export.Mapping);
        Assert.Equal(
            ["id=701dN00000A1b2cQAB", "name=Spring", "type=Email", "channel=Email", "started_at=2026-03-01", "ended_at=2026-03-31", "cost=1500"],
            export.Filled());
    }

    [Fact]
    public async Task CampaignMember_ByApiNames_IsOneSentAndPerhapsAResponse()
    {
        var export = await Export.ReadAsync("x.csv", """
            Id,CampaignId,LeadId,ContactId,Status,HasResponded,FirstRespondedDate,CreatedDate
            00v1,701dN00000A1b2cQAB,,003dN00000NrnwcQAB,Responded,1,2026-03-04,2026-03-02 23:30:00
            00v2,701dN00000A1b2cQAB,00QdN00000A1b2cUAB,,Planned,0,,2026-03-02 10:00:00
            """);

        Assert.Equal("salesforce/campaign_stats", export.Mapping);
        // 23:30 UTC is the next day in Berlin.
        Assert.Equal(
            ["701dN00000A1b2cQAB|2026-03-03: sent=1 responses=1", "701dN00000A1b2cQAB|2026-03-02: sent=0 responses=0"],
            export.Records("sent", "responses"));
    }

    [Fact]
    public async Task Task_ByApiNames_OnlyACompletedCallHasADirection()
    {
        var export = await Export.ReadAsync("x.csv", """
            Id,WhoId,WhatId,AccountId,Subject,ActivityDate,Status,TaskSubtype,CallType,OwnerId,CreatedDate
            00T1,003dN00000NrnwcQAB,006dN00000DrvOrQAJ,001dN00000v2DEwQAM,Call,2026-03-02,Completed,Call,Outbound,005dN00000C1tUIQAZ,2026-03-01 10:00:00
            00T2,00QdN00000A1b2cUAB,,,Call,2026-03-09,Not Started,Call,Outbound,005dN00000C1tUIQAZ,2026-03-01 10:00:00
            00T3,,001dN00000v2DEwQAM,,Send offer,,Open,Task,,005dN00000C1tUIQAZ,2026-03-01 10:00:00
            """);

        Assert.Equal("salesforce/interactions-tasks", export.Mapping);
        Assert.Equal(
            [
                "00T1: at=2026-03-02 type=call direction=outbound customer_id=001dN00000v2DEwQAM contact_id=003dN00000NrnwcQAB lead_id=",
                "00T2: at=2026-03-09 type=call direction= customer_id= contact_id= lead_id=00QdN00000A1b2cUAB",
                "00T3: at=2026-03-01T10:00:00Z type=Task direction= customer_id=001dN00000v2DEwQAM contact_id= lead_id=",
            ],
            export.Records("at", "type", "direction", "customer_id", "contact_id", "lead_id"));
    }

    [Fact]
    public async Task Event_ByApiNames_IsAMeeting()
    {
        var export = await Export.ReadAsync("x.csv", "Id,WhoId,WhatId,AccountId,Subject,StartDateTime,EndDateTime,DurationInMinutes,OwnerId\n00U1,003dN00000NrnwcQAB,,001dN00000v2DEwQAM,Visit,2026-03-02 09:00:00,2026-03-02 10:00:00,60,005dN00000C1tUIQAZ\n");

        Assert.Equal("salesforce/interactions-events", export.Mapping);
        Assert.Equal(
            ["id=00U1", "customer_id=001dN00000v2DEwQAM", "at=2026-03-02T09:00:00Z", "type=meeting", "owner=005dN00000C1tUIQAZ", "contact_id=003dN00000NrnwcQAB"],
            export.Filled());
    }

    [Fact]
    public async Task EmailMessage_ByApiNames_HasTheOtherSidesAddress()
    {
        var export = await Export.ReadAsync("x.csv", """
            Id,ParentId,Incoming,MessageDate,FromAddress,ToAddress,RelatedToId,CreatedById,Status
            02s1,,1,2026-03-02 09:00:00,zoe@acme.example,us@we.example,,005dN00000C1tUIQAZ,1
            02s2,,0,2026-03-02 10:00:00,us@we.example,zoe@acme.example; b@acme.example,001dN00000v2DEwQAM,005dN00000C1tUIQAZ,3
            """);

        Assert.Equal("salesforce/interactions-emails", export.Mapping);
        Assert.Equal(
            ["02s1: direction=inbound email=zoe@acme.example customer_id= type=email", "02s2: direction=outbound email=zoe@acme.example customer_id=001dN00000v2DEwQAM type=email"],
            export.Records("direction", "email", "customer_id", "type"));
    }
}
