using CrmServerless.RecordStore.Runs;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Upkeep;

/// <summary>Chooses which runs of an entity are merged into one.</summary>
internal static class CompactionChoice
{
    private const int MostSources = 500;
    private const long GrowthFactor = 2;

    /// <summary>
    /// Nothing while there are few runs. Else the smallest runs, so many that half the allowed number stays, and of the next larger
    /// ones each that is at most twice as large as all before it: a large run is rewritten only when what joins it is of its size.
    /// Entities that add up are merged as a whole, since what a set is worth shows only in all its rows.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="mostRuns">How many runs are few.</param>
    public static IReadOnlyList<StoredRun> Of(EntitySchema entity, IReadOnlyList<StoredRun> runs, int mostRuns)
    {
        if (runs.Count <= Math.Max(1, mostRuns))
            return [];
        return entity.VersionRule == VersionRule.AddWithinDelivery ? runs : Smallest([.. runs.OrderBy(r => r.Bytes())], mostRuns);
    }

    private static List<StoredRun> Smallest(List<StoredRun> bySize, int mostRuns)
    {
        var count = Math.Min(MostSources, Math.Max(2, bySize.Count - mostRuns / 2));
        var bytes = bySize.Take(count).Sum(r => r.Bytes());
        while (count < Math.Min(MostSources, bySize.Count) && bySize[count].Bytes() <= GrowthFactor * bytes)
            bytes += bySize[count++].Bytes();
        return bySize[..count];
    }
}
