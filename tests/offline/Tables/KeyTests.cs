using Azure;
using Azure.Data.Tables;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Tables;

/// <summary>'Understanding the Table service data model', section 'Characters disallowed in key fields'.</summary>
public sealed class KeyTests(AzuriteFixture azurite) : TableTests(azurite)
{
    [Theory]
    [InlineData("O'Brien")]
    [InlineData("''")]
    [InlineData("Köln")]
    [InlineData("日本 😀")]
    [InlineData("a b")]
    [InlineData("100%")]
    [InlineData("%2F %25 %00")]
    [InlineData("a+b&c=d;e,f:g@h!i$j*k(l)m")]
    [InlineData("[x]{y}|z~\"`^<>")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task Operations_AllowedKey_RoundTrips(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, "r" + key) { ["N"] = 1 });
        var read = await ReadAsync(key, "r" + key);
        await Table.UpdateEntityAsync(new TableEntity(key, "r" + key) { ["N"] = 2 }, read.ETag);
        await Table.UpsertEntityAsync(new TableEntity(key, "r" + key) { ["M"] = 3 });
        var found = Table.Query<TableEntity>(entity => entity.PartitionKey == key).Single();
        var deleted = await Table.DeleteEntityAsync(key, "r" + key);

        Assert.Equal((key, "r" + key), (read.PartitionKey, read.RowKey));
        Assert.Equal((key, "r" + key, 2, 3), (found.PartitionKey, found.RowKey, found.GetInt32("N"), found.GetInt32("M")));
        Assert.Equal(204, deleted.Status);
        Assert.Empty(Table.Query<TableEntity>());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0001b")]
    [InlineData("a\tb")]
    [InlineData("a\u0080b")]
    public async Task AddEntityAsync_ForbiddenKey_IsTheServicesRefusal(string key)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", key)));

        Assert.Equal(400, failure.Status);
        Assert.Empty(Table.Query<TableEntity>());
    }

    [Fact]
    public async Task AddEntityAsync_KeyOver1KiB_IsTheServicesRefusal()
    {
        await Table.AddEntityAsync(new TableEntity("p", new string('x', 512)));

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", new string('x', 513))));

        Assert.Equal(400, failure.Status);
    }
}
