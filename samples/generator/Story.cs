using CrmServerless.Samples.Company;

namespace CrmServerless.Samples;

/// <summary>
/// What the KPIs are to bring to light: in the last ninety days a competitor takes most Enterprise deals for Insight in the North, and the
/// region's other deals suffer a little. Everything else goes on as before.
/// </summary>
public sealed class Story(DateOnly to)
{
    private const int Days = 90;

    /// <summary>The first day of the trouble.</summary>
    public DateOnly Break { get; } = to.AddDays(1 - Days);

    /// <summary>How likely the deal is won when it closes on that day, in 1/1000.</summary>
    public int WinShare(Deal deal, DateOnly closes)
    {
        var normal = deal.Type.WinShare();
        if (!InTrouble(deal, closes)) return normal;
        return LostToCompetitor(deal, closes) ? normal * 15 / 100 : normal * 82 / 100;
    }

    /// <summary>Whether the deal is one of those that the competitor is after.</summary>
    public bool LostToCompetitor(Deal deal, DateOnly closes) =>
        InTrouble(deal, closes) && deal.Account.Tier == Market.Enterprise && deal.Line == Market.Insight;

    private bool InTrouble(Deal deal, DateOnly closes) => deal.Account.Region == Market.North && closes >= Break;
}
