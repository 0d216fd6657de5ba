using CrmServerless.Records;
using FsCheck.Xunit;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>The store's code against <see cref="MergeModel"/>: whatever is left out, split or compacted, the merged state is the same.</summary>
public sealed class StoreAgainstModelTests
{
    private static readonly string[] Custom = ["team", "x"];

    [Property(MaxTest = 60)]
    public bool FieldWise_AnyDeliveries_MergeAsTheModel(int seed) => Agrees(Entities.Orders, seed);

    [Property(MaxTest = 60)]
    public bool AddWithinDelivery_AnyDeliveries_MergeAsTheModel(int seed) => Agrees(Entities.Spend, seed);

    [Property(MaxTest = 60)]
    public bool LastInDelivery_AnyDeliveries_MergeAsTheModel(int seed) => Agrees(Entities.OrderLines, seed);

    [Property(MaxTest = 40)]
    public bool FieldWise_AnyOrderOfDeliveriesOfDifferentTimes_MergesTheSame(int seed) => OrderDoesNotMatter(Entities.Orders, seed);

    [Property(MaxTest = 40)]
    public bool AddWithinDelivery_AnyOrderOfDeliveriesOfDifferentTimes_MergesTheSame(int seed) => OrderDoesNotMatter(Entities.Spend, seed);

    [Property(MaxTest = 40)]
    public bool LastInDelivery_AnyOrderOfDeliveriesOfDifferentTimes_MergesTheSame(int seed) => OrderDoesNotMatter(Entities.OrderLines, seed);

    private static bool Agrees(EntitySchema entity, int seed) => AgreesAsync(entity, seed).GetAwaiter().GetResult();

    private static bool OrderDoesNotMatter(EntitySchema entity, int seed) => OrderDoesNotMatterAsync(entity, seed).GetAwaiter().GetResult();

    private static async Task<bool> AgreesAsync(EntitySchema entity, int seed)
    {
        var width = entity.Fields.Count + Custom.Length;
        var random = new Random(seed);
        var store = new MemoryStore(entity, Custom);
        var model = new MergeModel(entity, width);
        foreach (var delivery in new Deliveries(entity, width, seed).Make(8, times: random.Next(0, 5)))
        {
            var (stored, unchanged) = await store.CommitAsync(delivery.Set, delivery.Rows, random.Next(1, 9), random.Next(2) == 0);
            model.Commit(delivery.Set, delivery.Rows);
            if (stored + unchanged != delivery.Rows.Count)
                return false;
            if (random.Next(3) == 0 && store.Runs.Count > 1)
            {
                var all = entity.VersionRule == VersionRule.AddWithinDelivery;
                var some = store.Runs.Where(_ => all || random.Next(2) == 0).ToList();
                if (some.Count > 0)
                    await store.CompactAsync(some, _ => false, kept: random.NextInt64(0, store.Sequence + 1));
            }

            foreach (var since in Enumerable.Range(0, (int)store.Sequence + 1).Where(s => store.Runs.All(r => r.TellsStateAt(s))))
            {
                if (!Same(await store.ReadAsync(since), model.At(long.MaxValue), model.At(since)))
                    return false;
            }
        }

        return true;
    }

    private static async Task<bool> OrderDoesNotMatterAsync(EntitySchema entity, int seed)
    {
        var width = entity.Fields.Count + Custom.Length;
        var random = new Random(seed);
        var deliveries = new Deliveries(entity, width, seed).Make(6, times: 0);
        var expected = new MergeModel(entity, width);
        foreach (var delivery in deliveries)
            expected.Commit(delivery.Set, delivery.Rows);
        var store = new MemoryStore(entity, Custom);
        foreach (var delivery in deliveries.OrderBy(_ => random.Next()))
        {
            await store.CommitAsync(delivery.Set, delivery.Rows, random.Next(1, 9));
            if (random.Next(4) == 0 && store.Runs.Count > 1)
                await store.CompactAsync([.. store.Runs], _ => false);
        }

        return Same(await store.ReadAsync(), expected.At(long.MaxValue), []);
    }

    private static bool Same(List<Seen> seen, Dictionary<RecordKey, FieldValue[]> now, Dictionary<RecordKey, FieldValue[]> before) =>
        seen.Count == now.Count
        && seen.All(s => now.TryGetValue(s.Key, out var values)
            && values.SequenceEqual(s.Values)
            && SameBefore(s, values, before.GetValueOrDefault(s.Key)));

    private static bool SameBefore(Seen seen, FieldValue[] now, FieldValue[]? before)
    {
        if (before is null)
            return seen.Before is null && seen.Changed;
        var changed = !now.Zip(before, (a, b) => a == b || (!a.HasValue && !b.HasValue)).All(same => same);
        return seen.Before is not null && seen.Changed == changed && (changed ? before : now).SequenceEqual(seen.Before);
    }
}
