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

    private static MappingChoice Choose(string source, string vendor, string headers, string path = "x.csv") =>
        Product.Choose(new InboxPath(source, path), vendor, new Headers(headers.Split(',')));
}
