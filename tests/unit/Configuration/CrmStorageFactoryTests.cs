using CrmServerless.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration;

public sealed class CrmStorageFactoryTests
{
    [Fact]
    public void FromSettings_DevelopmentStorage_IsTheLocalServer()
    {
        var storage = CrmStorageFactory.FromSettings(Settings(("AzureWebJobsStorage", "UseDevelopmentStorage=true")));
        Assert.Equal(new Uri("http://127.0.0.1:10000/devstoreaccount1"), storage.Blobs.Uri);
        Assert.Equal(new Uri("http://127.0.0.1:10001/devstoreaccount1"), storage.Queues.Uri);
        Assert.Equal("devstoreaccount1", storage.Tables.AccountName);
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1/crm-records", storage.Container(StorageNames.Records).Uri.AbsoluteUri);
    }

    [Fact]
    public void FromSettings_ConnectionStringOfAnotherName_IsUsed()
    {
        var settings = Settings(("ConnectionStrings:Crm", "UseDevelopmentStorage=true"));
        Assert.Equal("devstoreaccount1", CrmStorageFactory.FromSettings(settings, "Crm").Blobs.AccountName);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("clientId", "00000000-0000-0000-0000-000000000001")]
    [InlineData("credential", "managedidentity")]
    public void FromSettings_ServiceAddresses_AreUsedWithAnIdentity(string? setting, string? value)
    {
        var storage = CrmStorageFactory.FromSettings(Settings(
            ("AzureWebJobsStorage:blobServiceUri", "https://one.blob.core.windows.net"),
            ("AzureWebJobsStorage:tableServiceUri", "https://two.table.core.windows.net"),
            ("AzureWebJobsStorage:queueServiceUri", "https://three.queue.core.windows.net"),
            ($"AzureWebJobsStorage:{setting ?? "other"}", value)));
        Assert.Equal("one.blob.core.windows.net", storage.Blobs.Uri.Host);
        Assert.Equal("two", storage.Tables.AccountName);
        Assert.Equal("three.queue.core.windows.net", storage.Queues.Uri.Host);
    }

    [Fact]
    public void FromSettings_AccountName_IsTheAccountInThePublicCloud()
    {
        var storage = CrmStorageFactory.FromSettings(Settings(("AzureWebJobsStorage:accountName", "acme")));
        Assert.Equal(new Uri("https://acme.blob.core.windows.net"), storage.Blobs.Uri);
        Assert.Equal(new Uri("https://acme.queue.core.windows.net"), storage.Queues.Uri);
        Assert.Equal("acme", storage.Tables.AccountName);
    }

    [Fact]
    public void FromSettings_NothingSet_SaysWhatToSet()
    {
        var e = Assert.Throws<InvalidOperationException>(() => CrmStorageFactory.FromSettings(Settings()));
        Assert.Contains("AzureWebJobsStorage__blobServiceUri", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromSettings_AddressWithoutTls_IsRefusedWithoutRepeatingIt()
    {
        var settings = Settings(("AzureWebJobsStorage:blobServiceUri", "http://acme.example"));
        var e = Assert.Throws<InvalidOperationException>(() => CrmStorageFactory.FromSettings(settings));
        Assert.DoesNotContain("acme", e.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => s.Value)).Build();
}
