using System.Text;
using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Salesforce;

/// <summary>
/// Data Export and Data Loader: API names, everything quoted, booleans 0/1, times without zone in UTC, empty lookups of zeros. The
/// headers are those of ../shared/vendors.md section 2.1, the values are worked out by hand.
/// </summary>
public sealed class SalesforceExportTests
{
    [Fact]
    public async Task Account_WeeklyExport_IsACustomer()
    {
        var export = await Export.ReadAsync("Account.csv", """
            "Id","IsDeleted","MasterRecordId","Name","Type","ParentId","BillingStreet","BillingState","BillingCountry","Phone","Website","Industry","OwnerId","CreatedDate","CreatedById","LastModifiedDate","SystemModstamp","AccountSource","Tier__c"
            "001dN00000v2DEwQAM","0","","Acme, Inc.","Customer - Direct","000000000000000AAA","1 Main
            Street","Bavaria","Germany","+49 1","https://www.acme.example/de","Energy","005dN00000C1tUIQAZ","2026-06-09 16:12:25","005dN00000C1tUIQAZ","2026-06-10 08:00:00","2026-06-10 09:00:00","Web","Gold"
            """);

        Assert.Equal("salesforce/customers", export.Mapping);
        Assert.Equal(
            [
                "id=001dN00000v2DEwQAM", "name=Acme, Inc.", "domain=acme.example", "type=customer", "created_at=2026-06-09T16:12:25Z", "region=Germany", "industry=Energy",
                "channel=Web", "owner=005dN00000C1tUIQAZ", "modified_at=2026-06-10T08:00:00Z", "BillingState=Bavaria", "Tier__c=Gold",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Account_MergedAway_NamesTheSurvivorAndItsDeletion()
    {
        var export = await Export.ReadAsync("x.csv", """
            Id,IsDeleted,MasterRecordId,Name,Industry,CreatedDate,LastModifiedDate,SystemModstamp
            001dN00000v2DEw,1,001dN00000v2DExQAM,Acme old,Energy,2026-01-01 00:00:00,2026-05-01 10:00:00,2026-05-02 10:00:00
            001dN00000v2DExQAM,false,000000000000000AAA,Acme,Energy,2026-01-01 00:00:00,2026-05-01 10:00:00,2026-05-02 10:00:00
            """);

        // The 15 characters of the first id are the 18 of the export; 001dN00000v2DEx ends in lower case, as does …DEw.
        Assert.Equal(
            [
                "001dN00000v2DEwQAM: merged_into=001dN00000v2DExQAM deleted_at=2026-05-02T10:00:00Z modified_at=2026-05-01T10:00:00Z",
                "001dN00000v2DExQAM: merged_into= deleted_at= modified_at=2026-05-01T10:00:00Z",
            ],
            export.Records("merged_into", "deleted_at", "modified_at"));
    }

    [Fact]
    public async Task Contact_WeeklyExport_BelongsToItsAccount()
    {
        var export = await Export.ReadAsync("Contact.csv", """
            "Id","IsDeleted","MasterRecordId","AccountId","Salutation","FirstName","LastName","MailingCity","Phone","Email","Title","OwnerId","CreatedDate","LastModifiedDate","SystemModstamp"
            "003dN00000NrnwcQAB","0","","001dN00000v2DEwQAM","","Zoë","Quinn","Ulm","","zoe@acme.example","","005dN00000C1tUIQAZ","2026-06-09 18:00:00","2026-06-09 18:01:00","2026-06-09 18:01:00"
            """);

        Assert.Equal("salesforce/contacts", export.Mapping);
        Assert.Equal(
            ["id=003dN00000NrnwcQAB", "customer_id=001dN00000v2DEwQAM", "email=zoe@acme.example", "name=Zoë Quinn", "created_at=2026-06-09T18:00:00Z", "modified_at=2026-06-09T18:01:00Z"],
            export.Filled());
    }

    [Fact]
    public async Task Contact_SavedAgainByExcel_IsReadDayFirst()
    {
        var export = await Export.ReadAsync("Contact.csv", "Id,IsDeleted,AccountId,FirstName,LastName,Email,CreatedDate,LastModifiedDate\r\n003dN00000NrnwcQAB,0,001dN00000v2DEwQAM,Z,Q,z@acme.example,09-06-2026 16:14,10-06-2026 07:05\r\n");

        Assert.Equal(["003dN00000NrnwcQAB: created_at=2026-06-09T16:14:00Z modified_at=2026-06-10T07:05:00Z"], export.Records("created_at", "modified_at"));
    }

    [Fact]
    public async Task Lead_WeeklyExport_IsConvertedOnItsDayAndLinked()
    {
        var export = await Export.ReadAsync("Lead.csv", """
            "Id","IsDeleted","MasterRecordId","FirstName","LastName","Company","City","Country","Email","LeadSource","Status","Industry","OwnerId","IsConverted","ConvertedDate","ConvertedAccountId","ConvertedContactId","ConvertedOpportunityId","CreatedDate","LastModifiedDate","SystemModstamp"
            "00QdN00000A1b2cUAB","0","","A","B","Acme","Ulm","Germany","a@acme.example","Web","Qualified","Energy","005dN00000C1tUIQAZ","1","2026-06-20 00:00:00","001dN00000v2DEwQAM","003dN00000NrnwcQAB","006dN00000DrvOrQAJ","2026-06-09 16:12:25","2026-06-21 09:00:00","2026-06-21 09:00:00"
            """);

        Assert.Equal("salesforce/leads", export.Mapping);
        Assert.Equal(
            [
                "id=00QdN00000A1b2cUAB", "created_at=2026-06-09T16:12:25Z", "source=Web", "status=Qualified", "converted_at=2026-06-20", "customer_id=001dN00000v2DEwQAM", "region=Germany",
                "owner=005dN00000C1tUIQAZ", "modified_at=2026-06-21T09:00:00Z", "contact_id=003dN00000NrnwcQAB", "email=a@acme.example", "Industry=Energy",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Lead_ConvertedWithoutItsDate_CountsFromItsLastChange()
    {
        var export = await Export.ReadAsync("Lead.csv", """
            Id,LeadSource,Status,IsConverted,ConvertedAccountId,CreatedDate,LastModifiedDate,Product__c
            004a,,New,False,,2022-10-15 10:29:00,2022-10-16,01t5j00000ANjevAAD
            004b,Web,Qualified,True,0015j00001DkMVOAA3,2022-10-15 10:29:00,2022-10-17,
            """);

        Assert.Equal(
            ["004a: source= converted_at= customer_id= Product__c=01t5j00000ANjevAAD", "004b: source=Web converted_at=2022-10-17 customer_id=0015j00001DkMVOAA3 Product__c="],
            export.Records("source", "converted_at", "customer_id", "Product__c"));
    }

    [Theory]
    [InlineData("0", "0", "Qualify", "open")]
    [InlineData("1", "1", "Signed", "won")]
    [InlineData("1", "0", "Closed Lost", "lost")]
    [InlineData("True", "True", "Signed", "won")]
    [InlineData("", "", "Closed Won", "won")]
    [InlineData("", "", "Qualify", "open")]
    public async Task Opportunity_WeeklyExport_IsADeal(string isClosed, string isWon, string stage, string status)
    {
        var export = await Export.ReadAsync("Opportunity.csv", $"""
            "Id","IsDeleted","AccountId","IsPrivate","Name","StageName","Amount","Probability","CloseDate","Type","LeadSource","IsClosed","IsWon","CampaignId","OwnerId","CreatedDate","LastModifiedDate","SystemModstamp","FiscalYear"
            "006dN00000DrvOrQAJ","0","001dN00000v2DEwQAM","0","Renewal 2026","{stage}","1250.50","10","2026-07-01 00:00:00","New Business","Web","{isClosed}","{isWon}","000000000000000AAA","005dN00000C1tUIQAZ","2026-06-09 16:17:37","2026-06-09 17:00:00","2026-06-09 17:00:00","2026"
            """, zone: "America/New_York");

        Assert.Equal("salesforce/deals", export.Mapping);
        Assert.Equal(
            [
                "id=006dN00000DrvOrQAJ", "customer_id=001dN00000v2DEwQAM", "name=Renewal 2026", "created_at=2026-06-09T16:17:37Z", "closed_at=2026-07-01", $"stage={stage}",
                $"status={status}", "type=new", "amount=1250.50", "owner=005dN00000C1tUIQAZ", "modified_at=2026-06-09T17:00:00Z", "LeadSource=Web",
            ],
            export.Filled());
    }

    [Fact]
    public async Task Opportunity_DataLoaderUpperCaseIsoOffsets_IsTheSameRecord()
    {
        var export = await Export.ReadAsync("extract.csv", """
            "ID","NAME","STAGENAME","AMOUNT","CLOSEDATE","ISCLOSED","ISWON","ACCOUNTID","CREATEDDATE","LASTMODIFIEDDATE"
            "006dN00000DrvOrQAJ","Renewal","Closed Won","1250.5","2026-07-01","true","true","001dN00000v2DEwQAM","2026-06-09T16:17:37.000Z","2026-06-09T19:17:37.000+02:00"
            """);

        Assert.Equal(
            ["006dN00000DrvOrQAJ: status=won closed_at=2026-07-01 created_at=2026-06-09T16:17:37Z modified_at=2026-06-09T17:17:37Z amount=1250.5"],
            export.Records("status", "closed_at", "created_at", "modified_at", "amount"));
    }

    [Fact]
    public async Task Opportunity_Utf16WithTabs_IsRead()
    {
        const string text = "Id\tName\tStageName\tCloseDate\tAmount\tCreatedDate\n006dN00000DrvOrQAJ\tMüller\tClosed Won\t2026-07-01\t5\t2026-06-01 00:00:00\n";

        var export = await Export.ReadAsync("Opportunity.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);

        Assert.Equal(["006dN00000DrvOrQAJ: name=Müller status=won"], export.Records("name", "status"));
    }

    [Fact]
    public async Task Case_WeeklyExport_IsATicket()
    {
        var export = await Export.ReadAsync("Case.csv", """
            "Id","IsDeleted","CaseNumber","ContactId","AccountId","SuppliedEmail","Type","Status","Reason","Origin","Subject","Priority","IsClosed","ClosedDate","IsEscalated","OwnerId","IsClosedOnCreate","CreatedDate","LastModifiedDate","SystemModstamp"
            "500dN00000PC95xQAD","0","00001003","003dN00000NrnwcQAB","001dN00000v2DEwQAM","","","New","","Email","Test","Low","0","","0","005dN00000C1tUIQAZ","0","2026-06-09 18:24:44","2026-06-09 18:24:44","2026-06-09 18:24:44"
            "500dN00000PC95yQAD","0","00001004","","","x@acme.example","","Solved","Installation","Web","Test","High","1","2026-06-10 10:00:00","0","005dN00000C1tUIQAZ","0","2026-06-09 18:24:44","2026-06-10 10:00:00","2026-06-10 10:00:00"
            """);

        Assert.Equal("salesforce/tickets", export.Mapping);
        Assert.Equal(
            [
                "500dN00000PC95xQAD: customer_id=001dN00000v2DEwQAM contact_id=003dN00000NrnwcQAB email= created_at=2026-06-09T18:24:44Z resolved_at= status=open channel=Email priority=Low category= agent=005dN00000C1tUIQAZ",
                "500dN00000PC95yQAD: customer_id= contact_id= email=x@acme.example created_at=2026-06-09T18:24:44Z resolved_at=2026-06-10T10:00:00Z status=closed channel=Web priority=High category=Installation agent=005dN00000C1tUIQAZ",
            ],
            export.Records("customer_id", "contact_id", "email", "created_at", "resolved_at", "status", "channel", "priority", "category", "agent"));
    }
}
