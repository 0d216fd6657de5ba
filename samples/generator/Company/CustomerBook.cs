namespace CrmServerless.Samples.Company;

/// <summary>The present customers, by region, tier and product line.</summary>
public sealed class CustomerBook
{
    private readonly List<Account>[] cells =
        [.. Enumerable.Range(0, Market.Regions.Length * Market.Tiers.Length * Market.Lines.Length).Select(_ => new List<Account>())];

    public void Add(Account account) => Cell(account.Region, account.Tier, account.Line).Add(account);

    public void Remove(Account account) => Cell(account.Region, account.Tier, account.Line).Remove(account);

    /// <summary>The customers of a cell; those of a neighbouring line or tier of the region where it has none.</summary>
    public (int Cell, IReadOnlyList<Account> Customers) Find(int region, int tier, int line)
    {
        var first = (region * Market.Tiers.Length + tier) * Market.Lines.Length + line;
        var ofRegion = Market.Tiers.Length * Market.Lines.Length;
        for (var step = 0; step < ofRegion; step++)
        {
            var cell = region * ofRegion + (first % ofRegion + step) % ofRegion;
            if (cells[cell].Count > 0) return (cell, cells[cell]);
        }

        throw new InvalidOperationException($"{Market.Regions[region]} has lost its last customer: the company is too small.");
    }

    private List<Account> Cell(int region, int tier, int line) => cells[(region * Market.Tiers.Length + tier) * Market.Lines.Length + line];
}
