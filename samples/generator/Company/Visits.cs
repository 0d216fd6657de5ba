using CrmServerless.Samples.Chance;

namespace CrmServerless.Samples.Company;

/// <summary>Whose turn it is: regions, tiers and lines by their shares, and within a cell every customer at even intervals.</summary>
public sealed class Visits(CustomerBook book, Dice dice)
{
    /// <summary>2^64 / golden ratio: multiples of it leave no part of a list unvisited for long.</summary>
    private const ulong GoldenStride = 0x9E3779B97F4A7C15;

    private readonly Quota regions = new(dice, Market.Regions.Length);
    private readonly Quota tiers = new(dice, Market.Tiers.Length);
    private readonly Quota lines = new(dice, Market.Lines.Length);
    private readonly Dictionary<int, ulong> positions = [];

    /// <summary>The next customer.</summary>
    public Account Next()
    {
        var region = regions.Choose(Market.RegionShares);
        var tier = tiers.Choose(Market.TierShares(region), region);
        var line = lines.Choose(Market.LineShares(tier), region * Market.Tiers.Length + tier);
        var (cell, customers) = book.Find(region, tier, line);
        var position = positions.GetValueOrDefault(cell, dice.Next()) + GoldenStride;
        positions[cell] = position;
        return customers[(int)((position >> 32) * (ulong)customers.Count >> 32)];
    }
}
