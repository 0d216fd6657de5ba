using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Keys;
using CrmServerless.Tests.Support.Storage;
using static CrmServerless.Tests.Integration.RecordStore.TestStore;

namespace CrmServerless.Tests.Integration.RecordStore;

public sealed class CommitTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Snapshot_OfAnEmptyStore_IsEmpty()
    {
        var snapshot = await (await NewAsync(azurite)).Store.SnapshotAsync(default);
        Assert.Equal(0, snapshot.Sequence);
        Assert.Equal(0, snapshot.CountVersions(Entities.Products));
        Assert.Empty(await NamesAsync(snapshot));
    }

    [Fact]
    public async Task Commit_OfTwoEntities_ShowsNothingBeforeAndAllAfter()
    {
        var store = await NewAsync(azurite);
        await using var writer = await store.Store.BeginAsync("d-1", "s", default);
        await writer.AppendAsync(Entities.Products, [], Product("1", "Pen"), default);
        await writer.AppendAsync(Entities.FxRates, [], Rate("USD", 0.9m), default);
        Assert.Equal(0, (await store.Store.SnapshotAsync(default)).Sequence);
        var result = await writer.CommitAsync(default);
        Assert.Equal((1, false), (result.Sequence, result.AlreadyCommitted));
        Assert.Equal(["products 1 0", "fx_rates 1 0"], result.Counts.Select(c => $"{c.Entity} {c.Stored} {c.Unchanged}"));
        var snapshot = await store.Store.SnapshotAsync(default);
        Assert.Equal((1, 1), (snapshot.CountVersions(Entities.Products), snapshot.CountVersions(Entities.FxRates)));
        Assert.Equal("Pen", (await NamesAsync(snapshot))["1"]);
    }

    [Fact]
    public async Task Commit_OfAnIdCommittedBefore_StoresNothingAndTellsTheCountsOfThen()
    {
        var store = await NewAsync(azurite);
        await store.CommitAsync("d", Product("1", "Pen"), Product("2", "Ink"));
        var again = await store.CommitAsync("d", Product("1", "something else", time: 9));
        Assert.True(again.AlreadyCommitted);
        Assert.Equal((1, 2, 0), (again.Sequence, again.Counts[0].Stored, again.Counts[0].Unchanged));
        Assert.Equal("Pen", (await store.NamesAsync())["1"]);
    }

    [Fact]
    public async Task Commit_OfAnEmptyDelivery_TakesASequence()
    {
        var store = await NewAsync(azurite);
        Assert.Equal(1, (await store.CommitAsync("nothing")).Sequence);
        Assert.True((await store.CommitAsync("nothing")).AlreadyCommitted);
    }

    [Fact]
    public async Task Commit_OfTheSameExportUnderAnotherId_IsUnchangedAndAddsNoSegment()
    {
        var store = await NewAsync(azurite);
        await store.CommitAsync("first", Product("1", "Pen"), Product("2", "Ink"));
        var result = await store.CommitAsync("second", Product("2", "Ink"), Product("1", "Pen"), Product("3", "Nib"));
        Assert.Equal((1, 2), (result.Counts[0].Stored, result.Counts[0].Unchanged));
        Assert.Equal(3, (await store.Store.SnapshotAsync(default)).CountVersions(Entities.Products));
    }

    [Fact]
    public async Task Snapshot_WhileOthersCommit_StaysWhatItWas()
    {
        var store = await NewAsync(azurite);
        await store.CommitAsync("a", [.. Enumerable.Range(0, 500).Select(i => Product($"p{i}", "old"))]);
        var snapshot = await store.Store.SnapshotAsync(default);
        var read = 0;
        await foreach (var record in snapshot.ReadAsync(Entities.Products, 0, default))
        {
            if (read++ == 100)
                await store.CommitAsync("b", [.. Enumerable.Range(0, 600).Select(i => Product($"p{i}", "new", time: 6))]);
            Assert.Equal("old", record[Entities.Products["name"]].AsText);
        }

        Assert.Equal(500, read);
        Assert.Equal(600, (await store.NamesAsync()).Values.Count(n => n == "new"));
    }

    [Fact]
    public async Task Commit_ByManyWritersAtOnce_TakesEverySequenceOnceAndLosesNothing()
    {
        var store = await NewAsync(azurite);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            store.CommitAsync($"d{i}", Product("shared", $"name {i}"), Product($"own{i}", "x"))));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], results.Select(r => (int)r.Sequence).Order());
        var names = await store.NamesAsync();
        Assert.Equal(9, names.Count);
        Assert.Equal($"name {Array.FindIndex(results, r => r.Sequence == 8)}", names["shared"]);
    }

    [Fact]
    public async Task Commit_OfOneIdByTwoWritersAtOnce_HappensOnce()
    {
        var store = await NewAsync(azurite);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => store.CommitAsync("same", Product("1", "Pen"))));
        Assert.Single(results, r => !r.AlreadyCommitted);
        Assert.All(results, r => Assert.Equal((1, 1), (r.Sequence, r.Counts[0].Stored)));
        Assert.Equal(1, (await store.Store.SnapshotAsync(default)).CountVersions(Entities.Products));
    }

    [Fact]
    public async Task Read_OfDeliveriesWithDifferentCustomColumns_FindsEachByName()
    {
        var store = await NewAsync(azurite);
        await store.CommitAsync("a", Entities.FxRates, ["desk", "zone"], [Rate("USD", 0.9m, "north", "1")]);
        await store.CommitAsync("b", Entities.FxRates, ["area"], [Rate("GBP", 1.1m, "south")]);
        var snapshot = await store.Store.SnapshotAsync(default);
        Assert.Equal(["area", "desk", "zone"], snapshot.CustomColumns(Entities.FxRates));
        var seen = new List<string>();
        await foreach (var record in snapshot.ReadAsync(Entities.FxRates, 0, default))
            seen.Add(string.Join(' ', record.Values.Skip(1)));
        Assert.Equal(["GBP 1.1 south  ", "USD 0.9  north 1"], seen.Order());
    }

    [Fact]
    public async Task Read_ByPartitions_GivesEveryRecordOnce()
    {
        var store = await NewAsync(azurite);
        await store.CommitAsync("a", [.. Enumerable.Range(0, 3000).Select(i => Product($"p{i}", "x"))]);
        await store.CommitAsync("b", [.. Enumerable.Range(1000, 3000).Select(i => Product($"p{i}", "y", time: 6))]);
        var snapshot = await store.Store.SnapshotAsync(default);
        var ids = new List<string>();
        foreach (var range in KeyRange.Split(4))
        {
            await foreach (var record in snapshot.ReadAsync(Entities.Products, 0, range, default))
                ids.Add(record.Key.Id);
        }

        Assert.Equal(Enumerable.Range(0, 4000).Select(i => $"p{i}").Order(), ids.Order());
    }

    [Fact]
    public async Task State_TooLongForItsRow_LiesInABlobAndReadsTheSame()
    {
        var store = await NewAsync(azurite, new RecordStoreOptions { MostInlineBytes = 600 });
        for (var i = 0; i < 5; i++)
            await store.CommitAsync($"d{i}", Product($"p{i}", $"n{i}"));
        Assert.Contains(await store.BlobsAsync(), name => name.StartsWith("manifest/head-", StringComparison.Ordinal));
        Assert.Equal(5, (await store.NamesAsync()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public async Task Begin_WithAnIdThatNamesNoBlob_Throws(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await (await NewAsync(azurite)).Store.BeginAsync(id, "s", default));

    private static RecordVersion Rate(string currency, decimal rate, params string[] custom) => new(
        new RecordKey("bank", $"2026-03-01|{currency}"),
        5,
        [FieldValue.OfDay(new DateOnly(2026, 3, 1)), FieldValue.OfText(currency), FieldValue.OfNumber(rate), .. custom.Select(FieldValue.OfText)]);
}
