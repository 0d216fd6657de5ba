using CrmServerless.Samples.Chance;

namespace CrmServerless.Samples.Company;

/// <summary>Founds accounts so that tiers, lines and industries keep their shares in every region.</summary>
public sealed class AccountFactory(Dice dice)
{
    private const int TwoLinesShare = 250;

    private readonly Quota tiers = new(dice, Market.Tiers.Length);
    private readonly Quota lines = new(dice, Market.Lines.Length);
    private readonly Quota ranks = new(dice, Market.TopRank);
    private readonly Quota industries = new(dice, Market.Industries.Length);
    private readonly Quota twoLines = new(dice, 2);
    private readonly List<Account> founded = [];

    /// <summary>Every account so far, in the order of its number.</summary>
    public IReadOnlyList<Account> Founded => founded;

    public Account Found(DateTime at, int region, int rep, int channel)
    {
        var tier = tiers.Choose(Market.TierShares(region), region);
        var line = lines.Choose(Market.LineShares(tier), region * Market.Tiers.Length + tier);
        var account = new Account
        {
            Number = founded.Count + 1,
            CreatedAt = at,
            ModifiedAt = at,
            Region = region,
            Rep = rep,
            Channel = channel,
            Tier = tier,
            Line = line,
            SecondLine = twoLines.Chance(TwoLinesShare, region, tier) ? (line + 1) % Market.Lines.Length : null,
            Rank = 1 + ranks.Choose(Market.RankShares(tier), region, tier),
            Industry = industries.Choose(Market.IndustryShares, region, tier),
        };
        founded.Add(account);
        return account;
    }
}
