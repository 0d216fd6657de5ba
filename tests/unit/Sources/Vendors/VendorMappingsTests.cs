using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Vendors;

public sealed class VendorMappingsTests
{
    private static readonly MappingCatalogue Product = MappingCatalogue.Read([], []);

    [Fact]
    public void All_EmbeddedMappings_AreSoundAndSayHowSureTheyAre()
    {
        Assert.Contains("salesforce", VendorMappings.Vendors);
        Assert.Contains("hubspot", VendorMappings.Vendors);
        Assert.All(VendorMappings.All, m =>
        {
            Assert.NotNull(m.About);
            Assert.NotEmpty(m.Scope.Headers);
            Assert.Contains("verified:", VendorMappings.TextOf(m.Name), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("salesforce", "deals", "salesforce/deals")]
    [InlineData("Salesforce", "tickets", "salesforce/tickets")]
    [InlineData("hubspot", "customers", "hubspot/customers")]
    [InlineData("hubspot", "fx_rates", null)]
    [InlineData("nobody", "deals", null)]
    public void Find_VendorAndEntity_IsItsMapping(string vendor, string entity, string? expected) =>
        Assert.Equal(expected, Product.Find(vendor, Entities.Find(entity)!)?.Name);

    [Theory]
    [InlineData("salesforce", "Opportunity", "salesforce/deals")]
    [InlineData("salesforce", "event", "salesforce/interactions-events")]
    [InlineData("hubspot", "0-3", "hubspot/deals")]
    [InlineData("hubspot", "contact", "hubspot/contacts")]
    [InlineData("hubspot", "nothing", null)]
    public void Find_VendorsOwnName_IsItsMapping(string vendor, string name, string? expected) =>
        Assert.Equal(expected, Product.Find(vendor, name)?.Name);

    [Fact]
    public void Find_UsersMappingForTheVendor_ComesFirst()
    {
        var errors = new List<ConfigError>();
        var catalogue = MappingCatalogue.Read([("m/deals.yaml", "vendor: hubspot\nentity: deals\ncolumns: {id: Nr}")], errors);

        Assert.Empty(errors);
        Assert.Equal("m/deals.yaml", catalogue.Find("hubspot", Entities.Deals)?.Name);
        Assert.Equal("m/deals.yaml", catalogue.Find("hubspot", "deal")?.Name);
        Assert.Equal("hubspot/contacts", catalogue.Find("hubspot", "contact")?.Name);
    }

    [Fact]
    public void Choose_CanonicalFileWithColumnsOfItsOwn_IsCanonicalWhateverVendorsHeadersItHas()
    {
        var random = new Random(1);
        foreach (var entity in Entities.All.Where(e => e != Entities.Lookups))
        {
            for (var i = 0; i < 300; i++)
            {
                var some = entity.Fields.Where(f => f.Name is "id" or "at" or "day" or "score" or "amount" or "rate" || entity.Key.Contains(f) || random.Next(i == 0 ? 1 : 2) == 0);
                string[] headers = [.. some.Select(f => f.Name), .. new[] { "size", "desk", "manager", "place" }.Take(random.Next(1, 5))];
                Assert.Equal($"generic/{entity.Name}", Product.Choose(new InboxPath("shop", $"{entity.Name}.csv"), "shop", new Headers(headers)).Mapping?.Name);
            }
        }
    }

    [Fact]
    public void Choose_SourceWhoseVendorIsGeneric_GetsNoVendorsMapping() =>
        Assert.Null(Choose("shop", "generic", "Record ID,Deal Name,Amount").Mapping);

    [Fact]
    public void Choose_UsersOwnMapping_ComesBeforeTheVendors()
    {
        var catalogue = MappingCatalogue.Read([("m/deals.yaml", "entity: deals\nheaders: [Deal Name]\ncolumns: {id: Record ID}")], []);

        Assert.Equal("m/deals.yaml", catalogue.Choose(new InboxPath("hubspot", "x.csv"), "hubspot", new Headers(["Record ID", "Deal Name"])).Mapping?.Name);
    }

    [Fact]
    public void Choose_CanonicalHeaders_StayGeneric() =>
        Assert.Equal("generic/customers", Choose("acme", "salesforce", "id,name,type,industry,owner,created_at", "customers.csv").Mapping?.Name);

    [Fact]
    public void Choose_HeadersOfAVendorWithoutItsId_SaysWhoseTheyAreAndWhatIsMissing() =>
        Assert.Contains(
            "most of them are those of hubspot/deals, but that expects a column 'Record ID or Deal ID or hs_object_id'",
            Choose("acme", "acme", "Deal Name,Deal Stage,Close Date,Deal owner,Associated Company IDs").Expected,
            StringComparison.Ordinal);

    [Fact]
    public void Choose_FileOfAllAMappingsColumns_GetsThatMapping() =>
        Assert.All(VendorMappings.All, m =>
        {
            var headers = m.Columns.SelectMany(c => c.Sources).SelectMany(s => s.Parts).Concat(m.Scope.Headers).Select(p => p.First).Distinct();
            var remarks = new Dictionary<string, string> { ["# Start date"] = "20230101", ["# End date"] = "20230131" };
            Assert.Equal(m.Name, Product.Choose(new InboxPath("acme", "x.csv"), "acme", new Headers(headers.Where(h => h[0] != '#'), m.Vendor == "ga4" ? remarks : null)).Mapping?.Name);
        });

    [Theory]
    [InlineData("Record ID,Deal Name,Amount", "hubspot/deals")] // HubSpot writes ID, Zoho Id
    [InlineData("Record Id,Deal Name,Amount,Stage", "zoho/deals")]
    [InlineData("Record Id,Deal Owner,Deal Name,Amount,Closing Date", "zoho/deals")]
    [InlineData("Record ID,Deal Name,Deal Stage,Close Date,Amount,Pipeline", "hubspot/deals")]
    [InlineData("Record ID,First Name,Last Name,Email", "hubspot/contacts")]
    [InlineData("Record Id,First Name,Last Name,Email,Contact Owner", "zoho/contacts")]
    [InlineData("Contact Record ID,Contact First Name,Contact Last Name,Email", "insightly/contacts")]
    [InlineData("Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date", "salesforce/deals-report")]
    [InlineData("Opportunity Record ID,Opportunity Name,Opportunity State", "insightly/deals")]
    [InlineData("Id,Name,StageName,CreatedDate", "salesforce/deals")]
    [InlineData("Id,Name,Industry,CreatedDate", "salesforce/customers")]
    [InlineData("Account ID,Account Name,Account Owner,Type,Created Date", "salesforce/customers-report")]
    [InlineData("ACCOUNTID,Account Name,Account Owner,Account Type", "zoho/customers")]
    [InlineData("Id,Name,CreatedDate", null)]
    public void Choose_HeadersThatVendorsShare_GoToWhomTheyFitBest(string headers, string? expected) =>
        Assert.Equal(expected, Choose("acme", "acme", headers).Mapping?.Name);

    [Theory]
    [InlineData("zoho", "zoho/deals")]
    [InlineData("hubspot", "hubspot/deals")]
    public void Choose_HeadersOfTwoVendors_TheSourcesOwnVendorIsMeant(string vendor, string expected) =>
        Assert.Equal(expected, Choose(vendor, vendor, "Record ID,Deal Name,Amount,Stage").Mapping?.Name);

    [Fact]
    public void Choose_HeadersOfTwoVendorsAlike_AsksForTheVendor()
    {
        var choice = Choose("acme", "acme", "contact id,last name,email,contact owner,account id");

        Assert.Null(choice.Mapping);
        Assert.Equal("the columns are those of salesforce/contacts-report and zoho/contacts alike; name the vendor of source 'acme' in sources.yaml, or the file's entity by a mapping in crm-config/mappings", choice.Expected);
    }

    private static MappingChoice Choose(string source, string vendor, string headers, string path = "x.csv") =>
        Product.Choose(new InboxPath(source, path), vendor, new Headers(headers.Split(',')));
}
