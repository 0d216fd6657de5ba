using CrmServerless.Configuration;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Mappings;

public sealed class MappingCatalogueTests
{
    private const string Deals = "entity: deals\ncolumns: {id: Id, amount: Value}\n";

    [Theory]
    [InlineData("customers.csv", "id,name", "customers")]
    [InlineData("Customers-2026-10-31.csv", "ID,Name", "customers")]
    [InlineData("order_lines_001.csv", "order_id,line,quantity", "order_lines")]
    [InlineData("crm-deals-emea.csv", "id,amount,whatever", "deals")]
    [InlineData("tickets/export.csv", "id,created_at", "tickets")]
    [InlineData("interactions.csv", "customer_id,at,type", "interactions")]
    [InlineData("export.csv", "id,customer_id,created_at,first_response_at,resolved_at,my_column", "tickets")]
    [InlineData("export.csv", "Day,Currency,Rate", "fx_rates")]
    [InlineData("export.csv", "id,customer_id,created_at,status", null)] // deals, leads and tickets have these
    [InlineData("customers.csv", "name,region", null)] // nothing identifies a customer
    [InlineData("products.csv", "product,series,sales_price", null)]
    [InlineData("data_dictionary.csv", "accounts,,,,sales_teams", null)]
    [InlineData("export.csv", "id,name,price,a,b,c,d", null)] // fewer than half are canonical
    public void Choose_CanonicalFile_TellsEntityByNameOrHeaders(string path, string headers, string? entity) =>
        Assert.Equal(entity, Catalogue().Choose(new InboxPath("acme", path), "acme", new Headers(headers.Split(','))).Mapping?.Entity.Name);

    [Fact]
    public void Choose_NothingFits_SaysWhatWasFoundAndExpected()
    {
        var choice = Catalogue(("m/deals.yaml", Deals + "files: pipe*.csv")).Choose(new InboxPath("acme", "pipeline_products.csv"), "acme", new Headers(["product", "Value", ""]));

        Assert.False(choice.IsBlocked);
        Assert.StartsWith(
            "found the columns product, Value; m/deals.yaml is for this file, but expects a column 'Id'; by its name it holds products, but expected a column 'id'; expected an export of ",
            choice.Expected,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", "acme", "deals.csv", "m/acme.yaml")]
    [InlineData("other", "zoho", "deals.csv", "m/zoho.yaml")]
    [InlineData("other", "other", "deals.csv", "m/any.yaml")]
    [InlineData("other", "other", "big-deals.csv", "m/file.yaml")]
    [InlineData("acme", "acme", "sub/big-deals.csv", "m/file.yaml")]
    public void Choose_SeveralFit_TheMostSpecificWins(string source, string vendor, string path, string expected)
    {
        var catalogue = Catalogue(("m/any.yaml", Deals), ("m/acme.yaml", Deals + "source: acme"), ("m/zoho.yaml", Deals + "vendor: zoho"), ("m/file.yaml", Deals + "files: BIG-*.csv"));

        Assert.Equal(expected, catalogue.Choose(new InboxPath(source, path), vendor, new Headers(["Id", "Value"])).Mapping?.Name);
    }

    [Fact]
    public void Choose_EquallySpecific_IsAnErrorThatNamesThem()
    {
        var choice = Catalogue(("m/a.yaml", Deals), ("m/b.yaml", Deals)).Choose(new InboxPath("acme", "deals.csv"), "acme", new Headers(["Id", "Value"]));

        Assert.Null(choice.Mapping);
        Assert.Contains("m/a.yaml, m/b.yaml", choice.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_BrokenMappingAround_BlocksAllButPurelyCanonicalFiles()
    {
        var errors = new List<ConfigError>();
        var catalogue = MappingCatalogue.Read([("m/broken.yaml", "entity: deals\ncolumns: 5")], errors);

        Assert.NotEmpty(errors);
        Assert.True(catalogue.Choose(new InboxPath("acme", "deals.csv"), "acme", new Headers(["id", "Value"])).IsBlocked);
        Assert.Equal("generic/deals", catalogue.Choose(new InboxPath("acme", "deals.csv"), "acme", new Headers(["id", "amount"])).Mapping?.Name);
    }

    [Fact]
    public void DerivedDimensions_MappingsOfSourceVendorOrAny_GiveThemToTheirSources()
    {
        const string lookups = "\nlookups: {region: {table: teams, by: owner, column: office}}";
        var catalogue = Catalogue(("m/any.yaml", Deals + lookups), ("m/zoho.yaml", Deals + "vendor: zoho" + lookups.Replace("region", "manager", StringComparison.Ordinal)));

        var derived = catalogue.DerivedDimensions([new SourceConfiguration { Name = "acme", Vendor = "acme" }, new SourceConfiguration { Name = "crm", Vendor = "zoho" }]);

        Assert.Equal(
            [
                new DerivedDimension("acme", Entities.Deals, "region", "teams", Entities.Deals["owner"], "office"),
                new DerivedDimension("crm", Entities.Deals, "region", "teams", Entities.Deals["owner"], "office"),
                new DerivedDimension("crm", Entities.Deals, "manager", "teams", Entities.Deals["owner"], "office"),
            ],
            derived);
    }

    private static MappingCatalogue Catalogue(params (string Name, string Text)[] files)
    {
        var errors = new List<ConfigError>();
        var catalogue = MappingCatalogue.Read(files, errors);
        Assert.Empty(errors);
        return catalogue;
    }
}
