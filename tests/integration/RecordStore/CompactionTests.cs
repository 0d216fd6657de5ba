using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Upkeep;
using CrmServerless.Tests.Support.Storage;
using static CrmServerless.Tests.Integration.RecordStore.TestStore;

namespace CrmServerless.Tests.Integration.RecordStore;

public sealed class CompactionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly RecordStoreOptions Eager = new() { MostRuns = 1 };

    [Fact]
    public async Task Compact_ManySmallDeliveries_LeavesOneRunThatReadsTheSame()
    {
        var store = await NewAsync(azurite, new RecordStoreOptions { MostRuns = 4, MostInlineBytes = 2000 });
        for (var i = 0; i < 40; i++)
            await store.CommitAsync($"d{i}", Product($"p{i % 7}", $"name {i}", time: 100 + i));
        var before = await store.NamesAsync();
        var result = Assert.Single(await store.Compactor.CompactAsync(0, default));
        Assert.Equal(40, result.RowsBefore);
        Assert.InRange((await store.Store.SnapshotAsync(default)).CountVersions(Entities.Products), 7, 10);
        Assert.Equal(before, await store.NamesAsync());
        Assert.Equal(Enumerable.Range(33, 7).Select(i => $"name {i}"), before.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Compact_KeepingASequence_CanStillCompareWithItAndNotWithOthers()
    {
        var store = await NewAsync(azurite, Eager);
        await store.CommitAsync("a", Product("1", "one", time: 1));
        await store.CommitAsync("b", Product("1", "two", time: 2));
        await store.CommitAsync("c", Product("1", "three", time: 3));
        await store.CommitAsync("d", Product("1", "four", time: 4));
        await store.Compactor.CompactAsync(2, default);
        var snapshot = await store.Store.SnapshotAsync(default);
        Assert.Equal((4, 2), (snapshot.Sequence, snapshot.CountVersions(Entities.Products)));
        Assert.Equal([true, false, true, false, true], Enumerable.Range(0, 5).Select(s => snapshot.CanCompareWith(s)));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.ReadAsync(Entities.Products, 1, default));
        await foreach (var record in snapshot.ReadAsync(Entities.Products, 2, default))
            Assert.Equal(("four", "two", true), (record.Values[1].AsText, record.Before![1].AsText, record.Changed));
    }

    [Fact]
    public async Task Snapshot_TakenBeforeCompaction_ReadsOnUntilItsSegmentsAreCollected()
    {
        var store = await NewAsync(azurite, Eager);
        await store.CommitAsync("a", Product("1", "one"));
        await store.CommitAsync("b", Product("2", "two"));
        var old = await store.Store.SnapshotAsync(default);
        await store.Compactor.CompactAsync(2, default);
        await new Collector(store.Storage, TimeProvider.System).CollectAsync(default);
        Assert.Equal(2, (await NamesAsync(old)).Count);
        await CollectUntilGoneAsync(store, blobs: 2);
        await Assert.ThrowsAsync<SegmentGoneException>(() => NamesAsync(old));
        Assert.Equal(2, (await store.NamesAsync()).Count);
        Assert.Single(await store.BlobsAsync());
    }

    [Fact]
    public async Task Compact_WhileOthersCommit_LosesNeither()
    {
        var store = await NewAsync(azurite, Eager);
        for (var i = 0; i < 6; i++)
            await store.CommitAsync($"a{i}", Product($"a{i}", "x"));
        var commits = Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            store.CommitAsync($"b{i}", Product($"b{i}", "y"), Product("a0", "z", time: 10 + i))));
        var compactions = Task.WhenAll(store.Compactor.CompactAsync(0, default), store.Compactor.CompactAsync(0, default));
        await Task.WhenAll(commits, compactions);
        var names = await store.NamesAsync();
        Assert.Equal(12, names.Count);
        Assert.Equal("z", names["a0"]);
    }

    [Fact]
    public async Task Compact_OfSetsThatAddUp_LetsALaterDeliveryOfTheSetAddUpStill()
    {
        var store = await NewAsync(azurite, Eager);
        await CommitVisitsAsync(store, "part1", "march", 10);
        await CommitVisitsAsync(store, "part2", "march", 5);
        await store.Compactor.CompactAsync(2, default);
        await CommitVisitsAsync(store, "part3", "march", 2);
        await foreach (var record in (await store.Store.SnapshotAsync(default)).ReadAsync(Entities.Traffic, 0, default))
            Assert.Equal(17, record[Entities.Traffic["visitors"]].AsNumber);
    }

    /// <summary>Storage tells its time in whole seconds, so what is replaced just now becomes old within one.</summary>
    private static async Task CollectUntilGoneAsync(TestStore store, int blobs)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        var collector = new Collector(store.Storage, TimeProvider.System, Eager with { KeepReplaced = TimeSpan.Zero });
        for (var gone = 0; gone < blobs; gone += await collector.CollectAsync(deadline.Token))
            await often.WaitForNextTickAsync(deadline.Token);
    }

    private static async Task CommitVisitsAsync(TestStore store, string id, string set, decimal visitors)
    {
        await using var writer = await store.Store.BeginAsync(id, set, default);
        var day = FieldValue.OfDay(new DateOnly(2026, 3, 1));
        FieldValue[] values = [day, FieldValue.OfText("mail"), FieldValue.Empty, FieldValue.OfNumber(visitors), FieldValue.Empty];
        await writer.AppendAsync(Entities.Traffic, [], new RecordVersion(new RecordKey("web", "2026-03-01|mail|"), 5, values), default);
        await writer.CommitAsync(default);
    }
}
