using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using CrmServerless.Tests.Support.Storage;
using static Azure.Data.Tables.TableTransactionActionType;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTests(azurite)
{
    [Fact]
    public async Task SubmitTransactionAsync_EveryKindOfAction_DoesThemAll()
    {
        await Table.AddEntityAsync(new TableEntity("p", "merged") { ["A"] = 1, ["B"] = 1 });
        await Table.AddEntityAsync(new TableEntity("p", "replaced") { ["A"] = 1, ["B"] = 1 });
        await Table.AddEntityAsync(new TableEntity("p", "deleted"));
        await Table.AddEntityAsync(new TableEntity("p", "upserted") { ["A"] = 1, ["B"] = 1 });
        await Table.AddEntityAsync(new TableEntity("p", "overwritten") { ["A"] = 1, ["B"] = 1 });
        var version = (await ReadAsync("p", "merged")).ETag;

        var response = await Table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "added") { ["A"] = 2 }),
            new(UpdateMerge, new TableEntity("p", "merged") { ["A"] = 2 }, version),
            new(UpdateReplace, new TableEntity("p", "replaced") { ["A"] = 2 }, ETag.All),
            new(Delete, new TableEntity("p", "deleted")),
            new(UpsertMerge, new TableEntity("p", "upserted") { ["A"] = 2 }),
            new(UpsertReplace, new TableEntity("p", "overwritten") { ["A"] = 2 }),
        ]);

        Assert.Equal(202, response.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], response.Value.Select(answer => answer.Status));
        Assert.Equal((await ReadAsync("p", "added")).ETag, response.Value[0].Headers.ETag);
        var stored = Table.Query<TableEntity>().ToDictionary(row => row.RowKey, row => (row.GetInt32("A"), row.GetInt32("B")));
        Assert.Equal(5, stored.Count);
        Assert.Equal((2, null), stored["added"]);
        Assert.Equal((2, 1), stored["merged"]);
        Assert.Equal((2, null), stored["replaced"]);
        Assert.Equal((2, 1), stored["upserted"]);
        Assert.Equal((2, null), stored["overwritten"]);
    }

    [Fact]
    public async Task SubmitTransactionAsync_OneActionRefused_TellsItsIndexAndDoesNothing()
    {
        await Table.AddEntityAsync(new TableEntity("p", "there"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "new")),
            new(UpsertMerge, new TableEntity("p", "also new")),
            new(Add, new TableEntity("p", "there")),
        ]));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal("there", Assert.Single(Table.Query<TableEntity>()).RowKey);
    }

    [Fact]
    public async Task SubmitTransactionAsync_OldVersion_Is412AndDoesNothing()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        var old = (await ReadAsync("p", "r")).ETag;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "new")), new(UpdateReplace, new TableEntity("p", "r") { ["A"] = 3 }, old)]));

        Assert.Equal(412, failure.Status);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(2, Assert.Single(Table.Query<TableEntity>()).GetInt32("A"));
    }

    [Fact]
    public async Task SubmitTransactionAsync_100Actions_AllHappen()
    {
        var response = await Table.SubmitTransactionAsync(Upserts(100));

        Assert.Equal(100, response.Value.Count);
        Assert.Equal(100, Table.Query<TableEntity>().Count());
    }

    [Fact]
    public async Task SubmitTransactionAsync_NoActions_IsRefusedHere() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [Fact]
    public async Task SubmitTransactionAsync_OneEntityTwice_IsTheServicesRefusal()
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(
            [new(UpsertMerge, new TableEntity("p", "r") { ["A"] = 1 }), new(UpsertMerge, new TableEntity("p", "r") { ["A"] = 2 })]));

        Assert.Equal(400, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.InvalidDuplicateRow);
    }

    [Fact]
    public async Task SubmitTransactionAsync_OddKeysAndText_RoundTrip()
    {
        const string Partition = "2024-02|win rate 100 %|O'Brien|日本";
        const string Row = "90d|region=Köln & {more}|29";
        var text = "line one\r\nline two {\"json\": 'quoted'} --changeset_ 😀";

        await Table.SubmitTransactionAsync([new(UpsertReplace, new TableEntity(Partition, Row) { ["Text"] = text })]);
        await Table.SubmitTransactionAsync([new(UpdateMerge, new TableEntity(Partition, Row) { ["Number"] = 1 }, ETag.All)]);

        var stored = await ReadAsync(Partition, Row);
        Assert.Equal(text, stored.GetString("Text"));
        Assert.Equal(1, stored.GetInt32("Number"));
    }

    [Fact]
    public void SubmitTransaction_Synchronously_DoesTheSame()
    {
        Assert.Equal(3, Table.SubmitTransaction(Upserts(3)).Value.Count);
        Assert.Equal(3, Table.Query<TableEntity>().Count());
    }

    private static IEnumerable<TableTransactionAction> Upserts(int count) => Enumerable.Range(0, count)
        .Select(number => new TableTransactionAction(UpsertReplace, new TableEntity("p", $"{number:000}") { ["N"] = number }));
}
