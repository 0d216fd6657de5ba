using System.Text;
using Azure.Storage.Blobs;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Configuration;

public sealed class ConfigurationStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Load_NoContainer_IsTheDefaults()
    {
        using var store = Store(Container());

        var configuration = await store.LoadAsync(default);

        Assert.Empty(configuration.Errors);
        Assert.Equal("EUR", configuration.Business.ReportingCurrency);
        Assert.Equal("owner", Assert.Single(configuration.Managers.People).Id);
    }

    [Fact]
    public async Task Load_ChangedBlob_IsNoticedAfterFifteenSeconds()
    {
        var container = Container();
        await container.CreateAsync();
        await Put(container, "business.yaml", "dormantDays: 30");
        using var store = Store(container);

        var first = await store.LoadAsync(default);
        await Put(container, "business.yaml", "dormantDays: 60");
        var within = await store.LoadAsync(default);
        time.Advance(TimeSpan.FromSeconds(15));
        var after = await store.LoadAsync(default);

        Assert.Equal((30, 60), (first.Business.DormantDays, after.Business.DormantDays));
        Assert.Same(first, within);
        Assert.NotEqual(first.Version, after.Version);
    }

    [Fact]
    public async Task Load_NothingChanged_KeepsTheParsedOne()
    {
        var container = Container();
        await container.CreateAsync();
        await Put(container, "mappings/deals.yaml", "x: 1");
        using var store = Store(container);

        var first = await store.LoadAsync(default);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(first, await store.LoadAsync(default));
    }

    [Fact]
    public async Task Load_DeletedBlob_IsTheDefaultAgain()
    {
        var container = Container();
        await container.CreateAsync();
        await Put(container, "business.yaml", "dormantDays: 30");
        await Put(container, "sources.yaml", "sources: {}");
        using var store = Store(container);
        await store.LoadAsync(default);

        await container.DeleteBlobAsync("business.yaml");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(90, (await store.LoadAsync(default)).Business.DormantDays);
    }

    [Fact]
    public async Task Check_BrokenBlobs_NamesAllErrors()
    {
        var container = Container();
        await container.CreateAsync();
        await Put(container, "business.yaml", "dormantDays: never");
        await Put(container, "managers.yaml", "people:\n\t- id: a\n");
        using var store = Store(container);

        var errors = await ((IConfigurationSource)store).CheckAsync(default);

        Assert.Equal(
            [
                "business.yaml:1:14: dormantDays: found 'never', expected a whole number from 1 to 3650",
                "managers.yaml:2:1: found a tab, expected spaces for indentation",
            ],
            errors.Select(e => e.ToString()));
    }

    private static async Task Put(BlobContainerClient container, string name, string text) =>
        await container.GetBlobClient(name).UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(text)), overwrite: true);

    private BlobContainerClient Container() => new BlobServiceClient(azurite.NewAccount().ConnectionString).GetBlobContainerClient("crm-config");

    private ConfigurationStore Store(BlobContainerClient container) =>
        new(container, new ConfigurationParser(new KpiCatalogue([]), new OwnerSettings(null, null), checkMapping: null), time);
}
