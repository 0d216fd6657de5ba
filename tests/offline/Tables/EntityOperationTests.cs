using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

public sealed class EntityOperationTests(AzuriteFixture azurite) : TableTests(azurite)
{
    [Fact]
    public async Task AddEntityAsync_NewEntity_IsStoredUnderTheReturnedVersion()
    {
        var response = await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada" });

        var stored = await ReadAsync("p", "r");
        Assert.Equal(204, response.Status);
        Assert.Equal(response.Headers.ETag, stored.ETag);
        Assert.Equal("Ada", stored.GetString("Name"));
    }

    [Fact]
    public async Task AddEntityAsync_ExistingEntity_Is409EntityAlreadyExists()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task GetEntityAsync_AbsentEntity_Is404ResourceNotFound()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_AbsentEntity_HasNoValue()
    {
        var response = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(response.HasValue);
        Assert.Equal(404, response.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => response.Value);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_StoredEntity_HasIt()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Age"] = 36 });

        var response = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(response.HasValue);
        Assert.Equal(36, response.Value!.GetInt32("Age"));
    }

    [Fact]
    public async Task GetEntityAsync_Select_ReturnsOnlyThoseProperties()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });

        TableEntity stored = await Table.GetEntityAsync<TableEntity>("p", "r", ["Age"]);

        Assert.Equal(36, stored.GetInt32("Age"));
        Assert.False(stored.ContainsKey("Name"));
    }

    [Fact]
    public async Task UpsertEntityAsync_Default_MergesIntoWhatIsThere()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Age"] = 37 });

        var stored = await ReadAsync("p", "r");

        Assert.Equal("Ada", stored.GetString("Name"));
        Assert.Equal(37, stored.GetInt32("Age"));
    }

    [Fact]
    public async Task UpsertEntityAsync_Replace_LeavesOnlyWhatIsGiven()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Age"] = 37 }, TableUpdateMode.Replace);

        var stored = await ReadAsync("p", "r");

        Assert.False(stored.ContainsKey("Name"));
        Assert.Equal(37, stored.GetInt32("Age"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, "Ada")]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task UpdateEntityAsync_CurrentVersion_MergesOrReplaces(TableUpdateMode mode, string? expectedName)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });
        var read = await ReadAsync("p", "r");

        var response = await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Age"] = 37 }, read.ETag, mode);

        var stored = await ReadAsync("p", "r");
        Assert.Equal(expectedName, stored.GetString("Name"));
        Assert.Equal(37, stored.GetInt32("Age"));
        Assert.Equal(response.Headers.ETag, stored.ETag);
        Assert.NotEqual(read.ETag, stored.ETag);
    }

    [Fact]
    public async Task UpdateEntityAsync_OldVersion_Is412UpdateConditionNotSatisfied()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Age"] = 36 });
        var read = await ReadAsync("p", "r");
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Age"] = 37 }, read.ETag);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Age"] = 38 }, read.ETag));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(37, (await ReadAsync("p", "r")).GetInt32("Age"));
    }

    [Fact]
    public async Task UpdateEntityAsync_AnyVersion_Updates()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Age"] = 36 });

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Age"] = 37 }, ETag.All);

        Assert.Equal(37, (await ReadAsync("p", "r")).GetInt32("Age"));
    }

    [Fact]
    public async Task UpdateEntityAsync_AbsentEntity_Is404()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public async Task UpdateEntityAsync_NoVersion_IsRefusedHere() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public async Task DeleteEntityAsync_StoredEntity_IsGone()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var response = await Table.DeleteEntityAsync("p", "r");

        Assert.Equal(204, response.Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task DeleteEntityAsync_AbsentEntity_Answers404WithoutThrowing() =>
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r")).Status);

    [Fact]
    public async Task DeleteEntityAsync_OldVersion_Is412AndItStays()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var read = await ReadAsync("p", "r");
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Age"] = 1 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync(read, read.ETag));

        Assert.Equal(412, failure.Status);
        Assert.Equal(1, (await ReadAsync("p", "r")).GetInt32("Age"));
    }

    [Fact]
    public async Task AddEntityAsync_NoKey_IsRefusedHere() =>
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync(new TableEntity { PartitionKey = "p" }));

    [Fact]
    public void EntityOperations_Synchronously_DoTheSame()
    {
        Table.AddEntity(new TableEntity("p", "r") { ["Age"] = 1 });
        Table.UpsertEntity(new TableEntity("p", "r") { ["Name"] = "Ada" });
        var read = Table.GetEntity<TableEntity>("p", "r").Value;
        Table.UpdateEntity(new TableEntity("p", "r") { ["Age"] = 2 }, read.ETag);

        Assert.Equal(2, Table.GetEntityIfExists<TableEntity>("p", "r").Value!.GetInt32("Age"));
        Assert.Equal("r", Assert.Single(Table.Query<TableEntity>("Name eq 'Ada'")).RowKey);
        Assert.Equal(204, Table.DeleteEntity("p", "r").Status);
    }
}
