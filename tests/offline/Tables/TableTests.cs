using Azure.Data.Tables;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

/// <summary>A fresh account, and a table in it, for each test of a derived class.</summary>
public abstract class TableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    protected TestAccount Account { get; } = azurite.NewAccount();

    protected TableClient Table { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Table = new TableClient(Account.ConnectionString, "Things");
        await Table.CreateAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected async Task<TableEntity> ReadAsync(string partitionKey, string rowKey) =>
        await Table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
}
