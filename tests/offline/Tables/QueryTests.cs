using Azure.Data.Tables;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TableTests(azurite)
{
    [Fact]
    public async Task QueryAsync_MoreThanAPage_ReturnsEveryEntityOnceInKeyOrder()
    {
        await AddManyAsync(1205);

        var keys = new List<string>();
        var sizes = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>("PartitionKey eq 'many'").AsPages())
        {
            sizes.Add(page.Values.Count);
            keys.AddRange(page.Values.Select(entity => entity.RowKey));
        }

        Assert.Equal([1000, 205], sizes);
        Assert.Equal(Enumerable.Range(0, 1205).Select(number => $"{number:0000}"), keys);
    }

    [Fact]
    public async Task Query_MoreThanAPage_ReturnsEveryEntitySynchronouslyToo()
    {
        await AddManyAsync(1001);

        Assert.Equal(1001, Table.Query<TableEntity>().Count());
    }

    [Fact]
    public async Task QueryAsync_MaxPerPage_LimitsPagesNotTheWhole()
    {
        await AddManyAsync(5);

        var sizes = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages()) sizes.Add(page.Values.Count);

        Assert.Equal([2, 2, 1], sizes);
    }

    [Fact]
    public async Task QueryAsync_ContinuationToken_GoesOnWhereThePageEnded()
    {
        await AddManyAsync(3);
        string? token = null;
        await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        var rest = new List<string>();
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages(token)) rest.AddRange(page.Values.Select(entity => entity.RowKey));

        Assert.Equal(["0002"], rest);
    }

    [Fact]
    public async Task QueryAsync_PageEndsAtOddKeys_GoesOnBehindThem()
    {
        string[] keys = ["a b", "c%d", "e'f", "grüße", "日本"];
        foreach (var key in keys) await Table.AddEntityAsync(new TableEntity("p q'%ü", key));

        var found = new List<string>();
        await foreach (var entity in Table.QueryAsync<TableEntity>(maxPerPage: 1)) found.Add(entity.RowKey);

        Assert.Equal(keys, found);
    }

    [Fact]
    public async Task QueryAsync_Select_ReturnsOnlyThoseProperties()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });

        var found = Assert.Single(await ToListAsync(Table.QueryAsync<TableEntity>(select: ["RowKey", "Age"])));

        Assert.Equal("r", found.RowKey);
        Assert.Equal(36, found.GetInt32("Age"));
        Assert.False(found.ContainsKey("Name"));
    }

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("Grüße, 日本 😀")]
    [InlineData("100 % sure & more + plus # hash? / slash \\")]
    [InlineData("'' or PartitionKey ne '")]
    public async Task CreateQueryFilter_OddText_FindsExactlyThatEntity(string name)
    {
        await Table.AddEntityAsync(new TableEntity("p", "wanted") { ["Name"] = name });
        await Table.AddEntityAsync(new TableEntity("p", "other") { ["Name"] = name + "x" });

        var byText = await ToListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Name eq {name}")));
        var byLambda = await ToListAsync(Table.QueryAsync<TableEntity>(entity => entity.GetString("Name") == name));

        Assert.Equal("wanted", Assert.Single(byText).RowKey);
        Assert.Equal("wanted", Assert.Single(byLambda).RowKey);
    }

    [Fact]
    public async Task CreateQueryFilter_EveryType_FindsTheEntity()
    {
        var moment = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 123, TimeSpan.FromHours(2));
        var guid = Guid.Parse("8f14e45f-ceea-467f-a2d6-5e2f1b7d9c01");
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Whole"] = 7, ["Large"] = 5_000_000_000L, ["Real"] = 0.25, ["Yes"] = true,
            ["When"] = moment, ["Id"] = guid, ["Bytes"] = (byte[])[1, 171],
        });

        string[] filters =
        [
            TableClient.CreateQueryFilter($"Whole eq {7}"),
            TableClient.CreateQueryFilter($"Large eq {5_000_000_000L}"),
            TableClient.CreateQueryFilter($"Real le {0.25}"),
            TableClient.CreateQueryFilter($"Yes eq {true}"),
            TableClient.CreateQueryFilter($"When eq {moment}"),
            TableClient.CreateQueryFilter($"When lt {moment.AddMilliseconds(1)}"),
            TableClient.CreateQueryFilter($"Id eq {guid}"),
            TableClient.CreateQueryFilter($"Bytes eq {(byte[])[1, 171]}"),
        ];

        foreach (var filter in filters) Assert.True((await ToListAsync(Table.QueryAsync<TableEntity>(filter))).Count == 1, filter);
        Assert.Empty(await ToListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Whole eq {8}"))));
    }

    [Fact]
    public async Task QueryAsync_RowKeyRange_ReturnsThePrefix()
    {
        foreach (var key in (string[])["a|1", "b|1", "b|2", "c|1"]) await Table.AddEntityAsync(new TableEntity("p", key));

        var found = await ToListAsync(Table.QueryAsync<TableEntity>(
            entity => entity.PartitionKey == "p" && entity.RowKey.CompareTo("b|") >= 0 && entity.RowKey.CompareTo("b}") < 0));

        Assert.Equal(["b|1", "b|2"], found.Select(entity => entity.RowKey));
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }

    private async Task AddManyAsync(int count)
    {
        var actions = Enumerable.Range(0, count)
            .Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("many", $"{number:0000}")));
        foreach (var chunk in actions.Chunk(100)) await Table.SubmitTransactionAsync(chunk);
    }
}
