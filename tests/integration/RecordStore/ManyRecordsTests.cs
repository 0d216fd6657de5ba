using System.Globalization;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.RecordStore;

/// <summary>Measures the process's memory, so nothing else may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class ManyRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Records = 100_000;
    private const long FlatBytes = 48L * 1024 * 1024;

    [Fact]
    public async Task HundredThousandRecords_WrittenSpilledAndRead_KeepMemoryFlat()
    {
        var small = new RecordStoreOptions { BufferBytes = 2_000_000, ReadAheadBytes = 4_000_000, SegmentBytes = 4_000_000 };
        var store = await TestStore.NewAsync(azurite, small);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var result = await store.CommitAsync("big", Entities.Orders, [], Orders(i => most = Measure(i, before, most)));
        Assert.Equal((Records, 0), (result.Counts[0].Stored, result.Counts[0].Unchanged));
        var (read, total) = (0, 0m);
        await foreach (var record in (await store.Store.SnapshotAsync(default)).ReadAsync(Entities.Orders, 0, default))
        {
            most = Measure(read++, before, most);
            total += record[Entities.Orders["amount"]].AsNumber!.Value;
        }

        Assert.Equal(Records, read);
        Assert.Equal(Records * (Records - 1L) / 2 / 100m, total);
        Assert.InRange(most, 0, FlatBytes);
        Assert.DoesNotContain(await store.BlobsAsync(), name => name.Contains("spill", StringComparison.Ordinal));
        Assert.Equal((0, Records), Counts(await store.CommitAsync("again", Entities.Orders, [], Orders(_ => { }))));
    }

    private static (long Stored, long Unchanged) Counts(CommitResult result) => (result.Counts[0].Stored, result.Counts[0].Unchanged);

    private static long Measure(int row, long before, long most) =>
        row % 20_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;

    private static IEnumerable<RecordVersion> Orders(Action<int> at)
    {
        for (var i = 0; i < Records; i++)
        {
            at(i);
            var id = i.ToString(CultureInfo.InvariantCulture);
            var values = new FieldValue[Entities.Orders.Fields.Count];
            values[Entities.Orders["id"].Index] = FieldValue.OfText(id);
            values[Entities.Orders["customer_id"].Index] = FieldValue.OfText($"customer {i % 977}");
            values[Entities.Orders["amount"].Index] = FieldValue.OfNumber(i / 100m);
            values[Entities.Orders["product"].Index] = FieldValue.OfText($"a product with a rather long description, number {i % 5000}");
            yield return new RecordVersion(new RecordKey("shop", id), 638_000_000_000_000_000 + i, values);
        }
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
