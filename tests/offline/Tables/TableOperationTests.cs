using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class TableOperationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestAccount account = azurite.NewAccount();

    private TableServiceClient Service => new(account.ConnectionString);

    [Fact]
    public async Task CreateAsync_ExistingTable_Is409TableAlreadyExists()
    {
        await Service.CreateTableAsync("Twice");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Service.CreateTableAsync("Twice"));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_ExistingTable_AnswersWithIt()
    {
        var table = Service.GetTableClient("Once");
        var first = await table.CreateIfNotExistsAsync();
        var second = await table.CreateIfNotExistsAsync();

        Assert.Equal(204, first.GetRawResponse().Status);
        Assert.Equal(409, second.GetRawResponse().Status);
        Assert.Equal("Once", second.Value.Name);
    }

    [Fact]
    public async Task DeleteAsync_ExistingThenAbsentTable_Answers204Then404()
    {
        var table = Service.GetTableClient("Gone");
        await table.CreateAsync();

        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task Operations_AbsentTable_Are404TableNotFound()
    {
        var table = Service.GetTableClient("Absent");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task QueryAsync_Tables_ListsThem()
    {
        string[] names = ["Alpha", "Beta", "Gamma"];
        foreach (var name in names) await Service.CreateTableAsync(name);

        var all = new List<string>();
        await foreach (var table in Service.QueryAsync()) all.Add(table.Name);
        var some = Service.Query("TableName eq 'Beta'").Select(table => table.Name);

        Assert.Equal(names, all.Order(StringComparer.Ordinal));
        Assert.Equal(["Beta"], some);
    }

    [Fact]
    public async Task Constructors_EveryKindOfAddress_ReachTheTable()
    {
        await Service.CreateTableAsync("Same");
        var credential = new TableSharedKeyCredential(account.Name, account.Key);
        TableClient[] clients =
        [
            new(account.ConnectionString, "Same"),
            new(account.ConnectionString, "Same", new TableClientOptions(TableClientOptions.ServiceVersion.V2019_02_02)),
            new(account.TableEndpoint, "Same", credential),
            new TableServiceClient(account.TableEndpoint, credential).GetTableClient("Same"),
        ];

        foreach (var (client, number) in clients.Select((client, number) => (client, number)))
        {
            await client.AddEntityAsync(new TableEntity("p", $"{number}"));
            Assert.Equal(account.Name, client.AccountName);
            Assert.Equal($"{account.TableEndpoint}/Same", client.Uri.AbsoluteUri);
        }

        Assert.Equal(4, clients[0].Query<TableEntity>().Count());
    }

    [Fact]
    public async Task Operations_WrongKey_AreRefused()
    {
        var stranger = new TableServiceClient(account.TableEndpoint, new TableSharedKeyCredential(account.Name, "AAAA"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => stranger.CreateTableAsync("Mine"));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task SetAccountKey_RightKeyAfterAWrongOne_IsTaken()
    {
        var credential = new TableSharedKeyCredential(account.Name, "AAAA");
        var service = new TableServiceClient(account.TableEndpoint, credential);

        credential.SetAccountKey(account.Key);

        Assert.Equal(204, (await service.CreateTableAsync("Mine")).GetRawResponse().Status);
    }
}
