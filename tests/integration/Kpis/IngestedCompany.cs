using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Kpis;

/// <summary>The whole product over an account of the test's own.</summary>
internal static class IngestedCompany
{
    /// <summary>The product with nothing in it.</summary>
    public static Task<ServiceProvider> NoneAsync(AzuriteFixture azurite) => NoneAsync(azurite.NewAccount());

    /// <summary>The product with nothing in it, in that account.</summary>
    public static async Task<ServiceProvider> NoneAsync(TestAccount account)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)account.ConnectionString)]).Build();
        var crm = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddCrmServerless(settings).BuildServiceProvider();
        await crm.GetRequiredService<CrmStorage>().EnsureCreatedAsync(default);
        return crm;
    }

    /// <summary>The product with the canonical files of a folder, ingested.</summary>
    /// <param name="azurite">Where the account is made.</param>
    /// <param name="folder">Holds the files.</param>
    /// <param name="business">The text of business.yaml.</param>
    public static Task<ServiceProvider> OfAsync(AzuriteFixture azurite, string folder, string business) => OfAsync(azurite.NewAccount(), folder, business);

    /// <summary>The product with the canonical files of a folder, ingested into that account.</summary>
    public static async Task<ServiceProvider> OfAsync(TestAccount account, string folder, string business)
    {
        var crm = await NoneAsync(account);
        var storage = crm.GetRequiredService<CrmStorage>();
        await storage.Container(StorageNames.Config).GetBlobClient("business.yaml").UploadAsync(new BinaryData(business));
        foreach (var file in Directory.GetFiles(folder, "*.csv"))
            await storage.Container(StorageNames.Exports).GetBlobClient($"generic/{Path.GetFileName(file)}").UploadAsync(file);
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
        return crm;
    }
}
