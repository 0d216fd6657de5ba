using CrmServerless.Azurite;

namespace CrmServerless.Tests.Support.Storage;

/// <summary>An empty storage account of the test's own, with all three services.</summary>
public sealed record TestAccount(AzuriteAccount Account, AzuriteServer Server)
{
    public string ConnectionString => Server.ConnectionStringOf(Account);

    public string Name => Account.Name;

    public string Key => Account.Key;

    public Uri TableEndpoint => new($"http://127.0.0.1:{Server.Ports.Table}/{Name}");

    public Uri BlobEndpoint => new($"http://127.0.0.1:{Server.Ports.Blob}/{Name}");

    public Uri QueueEndpoint => new($"http://127.0.0.1:{Server.Ports.Queue}/{Name}");
}
