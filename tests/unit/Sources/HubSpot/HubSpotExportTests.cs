using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.HubSpot;

/// <summary>
/// HubSpot exports: comma, every value quoted, UTF-8 without byte order mark, times in the exporter's zone (../shared/vendors.md section
/// 1.1). The values are worked out by hand.
/// </summary>
public sealed class HubSpotExportTests
{
    [Fact]
    public async Task Deals_HeaderOfTheRealExport_IsRecognised()
    {
        var export = await Export.ReadAsync("hubspot-crm-exports-all-deals-2025-11-28.csv", """
            "Record ID","Deal Name","Simpro Quote Id","Amount"
            "123456789012","Roof, north side","Q-1","45362.12"
            "123456789013","Mojibake O‚ÄôConnor","","11015.0"
            """);

        Assert.Equal("hubspot/deals", export.Mapping);
        Assert.Equal(
            ["123456789012: name=Roof, north side amount=45362.12 Simpro Quote Id=Q-1", "123456789013: name=Mojibake O‚ÄôConnor amount=11015.0 Simpro Quote Id="],
            export.Records("name", "amount", "Simpro Quote Id"));
    }

    [Theory]
    [InlineData("Closed Won (Sales Pipeline)", "won")]
    [InlineData("Closed Lost", "lost")]
    [InlineData("Appointment Scheduled", "open")]
    public async Task Deals_OfAView_AreDealsOfTheirPrimaryCompany(string stage, string status)
    {
        var export = await Export.ReadAsync("x.csv", $"""
            "Record ID","Deal Name","Deal Stage","Close Date","Deal owner","Amount","Pipeline","Create Date","Last Activity Date","Associated Company","Associated Company IDs"
            "123456789012","Roof","{stage}","2024-03-12 09:14","A B","45362.12","Sales Pipeline","2024-01-15 10:00:00","2024-02-01 10:00","Acme;Beta","9002;9999"
            """);

        Assert.Equal("hubspot/deals", export.Mapping);
        // Berlin is an hour ahead of UTC in winter.
        Assert.Equal(
            [
                "id=123456789012", "customer_id=9002", "name=Roof", "created_at=2024-01-15T09:00:00Z", "closed_at=2024-03-12T08:14:00Z", $"stage={stage}", $"status={status}", "amount=45362.12",
                "owner=A B", "Pipeline=Sales Pipeline",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Deals_Windows1252WithSemicolonsAndLineBreaks_AreRead()
    {
        var text = "\"Record ID\";\"Deal Name\";\"Amount\";\"Note\"\r\n\"1\";\"Müller\";\"5.5\";\"two\r\nlines\"\r\n";

        var export = await Export.ReadAsync("x.csv", System.Text.Encoding.Latin1.GetBytes(text));

        Assert.Equal(["1: name=Müller amount=5.5 Note=two\r\nlines"], export.Records("name", "amount", "Note"));
    }

    [Fact]
    public async Task Deals_OwnStages_AreToldByTheClosedColumns()
    {
        var export = await Export.ReadAsync("x.csv", """
            "Record ID","Deal Name","Deal Stage","Is Closed Won","Is closed lost","Create Date"
            "1","A","Signed","true","false","2024-01-15 10:00"
            "2","B","Gone","false","true","2024-01-15 10:00"
            "3","C","Talking","false","false","2024-01-15 10:00"
            """);

        Assert.Equal(["1: status=won", "2: status=lost", "3: status=open"], export.Records("status"));
    }

    [Fact]
    public async Task Deals_InternalNamesAndValues_AreTheSameRecords()
    {
        var export = await Export.ReadAsync("x.csv", "hs_object_id,dealname,dealstage,amount,createdate,closedate,hubspot_owner_id,dealtype,deal_currency_code,hs_lastmodifieddate\n123,Roof,closedwon,5,1705312800000,2024-03-12T08:14:00Z,77,newbusiness,EUR,1705399200000\n");

        Assert.Equal("hubspot/deals", export.Mapping);
        // 1705312800 s is 2024-01-15T10:00:00Z; a day later is 86400 s more.
        Assert.Equal(
            [
                "id=123", "name=Roof", "created_at=2024-01-15T10:00:00Z", "closed_at=2024-03-12T08:14:00Z", "stage=closedwon", "status=won", "type=new", "amount=5", "currency=EUR", "owner=77",
                "modified_at=2024-01-16T10:00:00Z",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Companies_AreCustomersByLifeCycle()
    {
        var export = await Export.ReadAsync("x.csv", """
            "Record ID","Company name","Company owner","Create Date","Phone Number","Last Activity Date","City","Country/Region","Industry","Company Domain Name","Lifecycle Stage","Region Team"
            "9002","Acme","A B","2024-01-15 10:00","+49","","Ulm","Germany","ENERGY","www.acme.example","Customer","South"
            "9999","Beta","A B","2024-01-15 10:00","","","","France","","beta.example","Opportunity",""
            """);

        Assert.Equal("hubspot/customers", export.Mapping);
        Assert.Equal(
            [
                "9002: name=Acme type=customer domain=acme.example region=Germany industry=ENERGY owner=A B created_at=2024-01-15T09:00:00Z Region Team=South",
                "9999: name=Beta type=Opportunity domain=beta.example region=France industry= owner=A B created_at=2024-01-15T09:00:00Z Region Team=",
            ],
            export.Records("name", "type", "domain", "region", "industry", "owner", "created_at", "Region Team"));
    }

    [Fact]
    public async Task Contacts_OfAView_AreContacts()
    {
        var export = await Export.ReadAsync("x.csv", """
            "Record ID","First Name","Last Name","Email","Phone Number","Contact owner","Last Activity Date","Lead Status","Marketing contact status","Create Date","Associated Company","Associated Company IDs"
            "501","Zoë","Quinn","zoe@acme.example","","A B","","New","Marketing contact","2024-01-15 10:00","Acme","9002"
            """);

        Assert.Equal("hubspot/contacts", export.Mapping);
        Assert.Equal(["id=501", "customer_id=9002", "email=zoe@acme.example", "name=Zoë Quinn", "created_at=2024-01-15T09:00:00Z"], export.Filled());
    }

    [Fact]
    public async Task Contacts_WithTheirCompanies_DuplicateHeadersAreTheContactsFirst()
    {
        var export = await Export.ReadAsync("x.csv", """
            "Record ID - Contact","First Name","Last Name","Email","Phone Number","Contact owner","Last Activity Date","Lead Status","Marketing contact status","Create Date","Record ID - Company","Company name","Company owner","Create Date","Phone Number","Last Activity Date","City","Country/Region","Industry","Added To List On"
            "501","Zoë","","zoe@acme.example","1","A B","","","","2024-01-15 10:00","9002","Acme","C D","2020-05-05 10:00","2","","Ulm","Germany","ENERGY","2024-02-02"
            """);

        Assert.Equal("hubspot/contacts", export.Mapping);
        Assert.Equal(["id=501", "customer_id=9002", "email=zoe@acme.example", "name=Zoë", "created_at=2024-01-15T09:00:00Z"], export.Filled());
    }

    [Fact]
    public async Task Tickets_AreTickets()
    {
        var export = await Export.ReadAsync("x.csv", """
            "Ticket ID","Ticket name","Pipeline","Ticket status","Create date","Close date","Priority","Ticket owner","Source","Time to close"
            "71","No light","Support","Waiting on contact (Support Pipeline)","2024-07-15 10:00","","High","A B","Email",""
            "72","No heat","Support","Closed (Support Pipeline)","2024-07-15 10:00","2024-07-16 11:30","Low","A B","Chat","25:30:00"
            """);

        Assert.Equal("hubspot/tickets", export.Mapping);
        Assert.Equal(
            [
                "71: created_at=2024-07-15T08:00:00Z resolved_at= status=pending priority=High channel=Email agent=A B Pipeline=Support",
                "72: created_at=2024-07-15T08:00:00Z resolved_at=2024-07-16T09:30:00Z status=closed priority=Low channel=Chat agent=A B Pipeline=Support",
            ],
            export.Records("created_at", "resolved_at", "status", "priority", "channel", "agent", "Pipeline"));
    }

    [Fact]
    public async Task Leads_OfTheLeadObject_AreLeads()
    {
        var export = await Export.ReadAsync("x.csv", "\"Record ID\",\"Lead Name\",\"Lead Stage\",\"Lead Source\",\"Lead Owner\",\"Create Date\",\"Associated Company IDs\"\n\"81\",\"Acme roof\",\"Attempting\",\"Web\",\"A B\",\"2024-07-15 10:00\",\"9002\"\n");

        Assert.Equal("hubspot/leads", export.Mapping);
        Assert.Equal(["id=81", "created_at=2024-07-15T08:00:00Z", "source=Web", "status=Attempting", "customer_id=9002", "owner=A B"], export.Filled());
    }

    [Fact]
    public async Task Products_AreProducts()
    {
        var export = await Export.ReadAsync("x.csv", "\"Record ID\",\"Name\",\"SKU\",\"Unit price\",\"Product Type\"\n\"91\",\"Panel\",\"P-1\",\"199.5\",\"Inventory\"\n");

        Assert.Equal("hubspot/products", export.Mapping);
        Assert.Equal(["id=91", "name=Panel", "line=Inventory", "price=199.5"], export.Filled());
    }

    [Theory]
    [InlineData("hs_object_id,hs_timestamp,hs_call_direction,hs_call_title\n1,1705312800000,OUTBOUND,Hi\n", "hubspot/interactions-calls", "type=call direction=outbound")]
    [InlineData("hs_object_id,hs_timestamp,hs_email_direction,hs_email_subject\n1,1705312800000,INCOMING_EMAIL,Hi\n", "hubspot/interactions-emails", "type=email direction=inbound")]
    [InlineData("hs_object_id,hs_meeting_start_time,hs_meeting_outcome,hs_meeting_title\n1,1705312800000,COMPLETED,Hi\n", "hubspot/interactions-meetings", "type=meeting direction=")]
    public async Task Activities_ByInternalNames_AreInteractions(string text, string mapping, string expected)
    {
        var export = await Export.ReadAsync("x.csv", text);

        Assert.Equal(mapping, export.Mapping);
        Assert.Equal([$"1: at=2024-01-15T10:00:00Z {expected}"], export.Records("at", "type", "direction"));
    }

    [Fact]
    public async Task FeedbackSubmissions_AreSurveys()
    {
        var export = await Export.ReadAsync("x.csv", "\"Record ID\",\"Survey name\",\"Survey type\",\"Rating\",\"Submission date\",\"Email\"\n\"61\",\"Q1\",\"Customer Loyalty (NPS)\",\"9\",\"2024-07-15 10:00\",\"zoe@acme.example\"\n");

        Assert.Equal("hubspot/surveys", export.Mapping);
        Assert.Equal(["id=61", "at=2024-07-15T08:00:00Z", "kind=nps", "score=9", "email=zoe@acme.example"], export.Filled());
    }
}
