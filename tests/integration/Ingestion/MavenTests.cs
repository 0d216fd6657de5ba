using System.Globalization;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Sources;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>
/// A published sample CRM with mappings as a user would write them. The figures are those of ../shared/data/README.md, and of counting
/// and adding up the files with other tools.
/// </summary>
public sealed class MavenTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [SkippableFact]
    public async Task MavenFiles_WithAUsersMappings_GiveTheKnownCounts()
    {
        var folder = SharedData.Find("maven_crm_sales_opportunities");
        Skip.If(folder is null, "../shared/data/maven_crm_sales_opportunities is not here; it may not be shipped with the project");
        var inbox = await TestInbox.NewAsync(azurite);
        foreach (var mapping in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Ingestion", "maven", "mappings")))
            await inbox.ConfigureAsync($"mappings/{Path.GetFileName(mapping)}", await File.ReadAllTextAsync(mapping));
        foreach (var file in Directory.GetFiles(folder))
            await inbox.UploadAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file));

        await inbox.Service().ReconcileAsync(default);

        var ledger = (await inbox.LedgerAsync()).ToDictionary(r => r.Path);
        Assert.All(ledger.Values, r => Assert.Equal(r.RowsIn, r.Accepted + r.Rejected + r.Unchanged));
        Assert.Equal(("customers", 85, 85, 0), (ledger["accounts.csv"].Entity, ledger["accounts.csv"].RowsIn, ledger["accounts.csv"].Accepted, ledger["accounts.csv"].Rejected));
        Assert.Equal(("products", 7, 7, 0), (ledger["products.csv"].Entity, ledger["products.csv"].RowsIn, ledger["products.csv"].Accepted, ledger["products.csv"].Rejected));
        Assert.Equal(("lookups", 35, 35, 0), (ledger["sales_teams.csv"].Entity, ledger["sales_teams.csv"].RowsIn, ledger["sales_teams.csv"].Accepted, ledger["sales_teams.csv"].Rejected));
        Assert.Equal(("deals", 8800, 8300, 500), (ledger["sales_pipeline.csv"].Entity, ledger["sales_pipeline.csv"].RowsIn, ledger["sales_pipeline.csv"].Accepted, ledger["sales_pipeline.csv"].Rejected));
        Assert.Equal(LedgerState.Rejected, ledger["data_dictionary.csv"].State);
        Assert.All((await inbox.RejectsAsync(ledger["sales_pipeline.csv"])).Split('\n')[1..^1], line => Assert.Contains(",engage_date,created_at is empty,", line, StringComparison.Ordinal));

        await AssertDealsAsync(inbox);
        Assert.Equal(
            ["1: 55 MG Special", "2: 550 GTX Basic", "3: 1096 GTX Plus Basic", "4: 3393 MG Advanced", "5: 4821 GTX Pro", "6: 5482 GTX Plus Pro", "7: 26768 GTK 500"],
            (await Values(inbox, Entities.Products, "tier_rank", "price", "id")).Select(p => $"{p[0]}: {p[1]} {p[2]}").Order());
        Assert.Contains((await inbox.RecordsAsync(Entities.Lookups, "manager", "regional_office")), r => r == "sales_teams|Anna Snelling: manager=Dustin Brinkmann regional_office=Central");
        Assert.DoesNotContain((await inbox.RecordsAsync(Entities.Customers, "industry")), r => r.Contains("technolgy", StringComparison.Ordinal));
        Assert.Equal(
            [
                new DerivedDimension("acme", Entities.Deals, "region", "sales_teams", Entities.Deals["owner"], "regional_office"),
                new DerivedDimension("acme", Entities.Deals, "manager", "sales_teams", Entities.Deals["owner"], "manager"),
            ],
            await inbox.Service().DerivedDimensionsAsync(default));
    }

    private static async Task AssertDealsAsync(TestInbox inbox)
    {
        var deals = await Values(inbox, Entities.Deals, "status", "amount", "product", "created_at", "closed_at");
        Assert.Equal(4238, deals.Count(d => d[0] == "won"));
        Assert.Equal(2473, deals.Count(d => d[0] == "lost"));
        Assert.Equal(1589, deals.Count(d => d[0] == "open"));
        Assert.Equal(10_005_534m, deals.Where(d => d[0] == "won").Sum(d => decimal.Parse(d[1], CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(deals, d => d[2] == "GTXPro");
        Assert.Equal(("2016-10-20", "2017-12-31"), (deals.Min(d => d[3]), deals.Max(d => d[4])));
    }

    private static async Task<List<string[]>> Values(TestInbox inbox, EntitySchema entity, params string[] fields)
    {
        var values = new List<string[]>();
        await foreach (var record in (await inbox.Records.SnapshotAsync(default)).ReadAsync(entity, 0, default))
            values.Add([.. fields.Select(f => record[entity[f]].ToString())]);
        return values;
    }
}
