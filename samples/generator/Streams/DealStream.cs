using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Deals: first ones come from leads, further ones from customers; each is won or lost when its time has come.</summary>
public sealed class DealStream(World world) : IDailyStream
{
    private const int DollarsForHundredEuros = 109;
    private const int CampaignShare = 100;

    /// <summary>Days from creation to close.</summary>
    private static readonly Curve FirstCycle = new((0, 5), (250, 15), (500, 29), (750, 48), (1000, 80));
    private static readonly Curve FurtherCycle = new((0, 7), (500, 22), (1000, 55));

    /// <summary>Amount in 1/1000 of the list price.</summary>
    private static readonly Curve Discount = new((0, 700), (500, 950), (1000, 1250));
    private static readonly int[] FurtherTypes = [0, 160, 450, 390];
    private static readonly string[] LostReasons = ["price", "competitor", "no budget", "timing", "no decision"];
    private static readonly int[] LostShares = [300, 200, 200, 150, 150];
    private static readonly int[] LostSharesInTrouble = [150, 750, 50, 25, 25];

    private readonly Dice dice = world.Dice("deals");
    private readonly DailyCount further = new(world.Scale, workday: 3_800, weekend: 0);
    private readonly Visits buyers = new(world.Customers, world.Dice("deal buyers"));
    private readonly Quota types = new(world.Dice("deal types"), FurtherTypes.Length);
    private readonly Quota campaigns = new(world.Dice("deal campaigns"), 2);
    private readonly Quota outcomes = new(world.Dice("deal outcomes"), 2);
    private readonly Quota lostReasons = new(world.Dice("deal lost reasons"), LostReasons.Length);
    private readonly Strata cycles = new(world.Dice("deal cycles"));
    private readonly Strata[] discounts = [.. Enumerable.Range(0, 2 * Market.Regions.Length).Select(i => new Strata(world.Dice($"deal discounts {i}")))];
    private readonly PriorityQueue<Deal, (DateTime, int)> open = new();
    private int count;

    public void Live(DateOnly day)
    {
        for (var i = further.On(day); i > 0; i--) OpenFurther(day);
        while (open.TryPeek(out var deal, out _) && DateOnly.FromDateTime(deal.ClosesAt) <= day) Close(open.Dequeue());
    }

    /// <summary>A prospect's first deal.</summary>
    public void OpenFirst(Account account, string leadId, string? campaign, DateTime at) =>
        Open(account, leadId, campaign, DealType.New, account.Line, account.Rank, at, FirstCycle);

    /// <summary>Writes what is still open at the end.</summary>
    public void ExportOpen()
    {
        while (open.TryDequeue(out var deal, out _))
        {
            var age = (world.Exported - deal.CreatedAt).Days;
            var stage = age switch { < 7 => "Discovery", < 21 => "Proposal", _ => "Negotiation" };
            Export(deal, stage, "open", lostReason: null, Amount(deal, won: false), modified: deal.CreatedAt);
        }
    }

    private void OpenFurther(DateOnly day)
    {
        var account = buyers.Next();
        var type = (DealType)types.Choose(FurtherTypes, account.Region, account.Tier);
        if (type == DealType.Upsell && account.Rank == Market.TopRank) type = DealType.Renewal;
        var line = type == DealType.CrossSell ? account.SecondLine ?? (account.Line + 1) % Market.Lines.Length : account.Line;
        var rank = type == DealType.Upsell ? account.Rank + 1 : account.Rank;
        var at = Workdays.At(day, dice.Between(9 * 60, 17 * 60));
        var campaign = campaigns.Chance(CampaignShare) ? CampaignCalendar.Email(day) : null;
        Open(account, leadId: null, campaign, type, line, rank, at, FurtherCycle);
    }

    private void Open(Account account, string? leadId, string? campaign, DealType type, int line, int rank, DateTime at, Curve cycle)
    {
        var day = Workdays.Nearest(DateOnly.FromDateTime(at).AddDays(cycle.At(cycles.Next())));
        var deal = new Deal(++count, account, leadId, campaign, type, line, rank, at, Workdays.At(day, dice.Between(9 * 60, 17 * 60)));
        open.Enqueue(deal, (deal.ClosesAt, deal.Number));
    }

    private void Close(Deal deal)
    {
        var day = DateOnly.FromDateTime(deal.ClosesAt);
        var inTrouble = world.Story.LostToCompetitor(deal, day);
        var account = deal.Account;
        var share = account.ChurnedAt is null ? world.Story.WinShare(deal, day) : 0;
        var regionAndTier = account.Region * Market.Tiers.Length + account.Tier;
        var contested = account.Tier == Market.Enterprise && deal.Line == Market.Insight ? account.Region : -1;
        var won = outcomes.Chance(
            share, account.Region, account.Tier, deal.Line, (int)deal.Type, regionAndTier, contested, deal.Campaign is null ? 0 : 1);
        if (won) Win(deal);
        var reason = won ? null : LostReasons[lostReasons.Choose(inTrouble ? LostSharesInTrouble : LostShares, account.Region)];
        Export(deal, won ? "Closed Won" : "Closed Lost", won ? "won" : "lost", reason, Amount(deal, won), modified: deal.ClosesAt);
    }

    private void Win(Deal deal)
    {
        var account = deal.Account;
        if (!account.IsCustomer) world.Customers.Add(account);
        account.IsCustomer = true;
        account.ModifiedAt = deal.ClosesAt;
    }

    /// <summary>Whole euros or dollars.</summary>
    private int Amount(Deal deal, bool won)
    {
        var euros = Market.Price(deal.Line, deal.Rank) * Discount.At(discounts[deal.Account.Region * 2 + (won ? 1 : 0)].Next()) / 1000;
        return deal.Account.PaysDollars ? euros * DollarsForHundredEuros / 100 : euros;
    }

    private void Export(Deal deal, string stage, string status, string? lostReason, int amount, DateTime modified) => world.Exports.Deals
        .Text(deal.Id).Text(deal.Account.Id).Text(deal.LeadId)
        .Text($"{Market.ProductName(deal.Line, deal.Rank)} for {deal.Account.Id}")
        .Local(deal.CreatedAt).Local(deal.ClosesAt).Text(stage).Text(status).Text(deal.Type.Name()).Text(lostReason)
        .Number(amount).Text(deal.Account.Currency).Text(Market.ProductId(deal.Line, deal.Rank)).Text(deal.Account.Owner).Text(deal.Campaign)
        .Local(modified).End();
}
