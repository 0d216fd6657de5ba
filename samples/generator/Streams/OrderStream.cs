using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Orders of present customers in the web shop: more seats of what they use. The shop knows them by e-mail only.</summary>
public sealed class OrderStream(World world) : IDailyStream
{
    private const int CampaignShare = 300;
    private const int DollarsForHundredEuros = 109;

    private static readonly string[] Statuses = ["paid", "cancelled", "refunded"];
    private static readonly int[] StatusShares = [950, 30, 20];

    /// <summary>Seats in a line, in 1/1000 of a tenth of the product's price each.</summary>
    private static readonly int[] QuantityShares = [400, 300, 200, 100];

    private readonly Dice dice = world.Dice("orders");
    private readonly DailyCount daily = new(world.Scale, workday: 6_000, weekend: 5_000);
    private readonly Visits buyers = new(world.Customers, world.Dice("order buyers"));
    private readonly Quota statuses = new(world.Dice("order statuses"), Statuses.Length);
    private readonly Quota campaigns = new(world.Dice("order campaigns"), 2);
    private readonly Quota quantities = new(world.Dice("order quantities"), QuantityShares.Length);
    private int count;

    public void Live(DateOnly day)
    {
        for (var i = daily.On(day); i > 0; i--)
        {
            if (world.FirstOrders.TryDequeue(out var account)) Order(account, day, "paid");
            else Order(account = buyers.Next(), day, Statuses[statuses.Choose(StatusShares, account.Region)]);
        }
    }

    private void Order(Account account, DateOnly day, string status)
    {
        var id = $"O{++count:D5}";
        var campaign = campaigns.Chance(CampaignShare, account.Region, account.Tier, account.Rank) ? CampaignCalendar.Email(day) : null;
        var at = Workdays.At(day, dice.Between(7 * 60, 21 * 60));
        var amount = Line(id, 1, account, account.Line);
        if (account.SecondLine is { } second) amount += Line(id, 2, account, second);
        world.Exports.Orders
            .Text(id).Text(account.ContactEmail).Local(at).Text(status).Number(amount).Text(account.Currency)
            .Text(dice.Below(4) == 0 ? "app" : "web").Text(campaign).Local(at).End();
    }

    private int Line(string orderId, int number, Account account, int line)
    {
        var quantity = 1 + quantities.Choose(QuantityShares, account.Region, account.Tier);
        var euros = Market.Price(line, account.Rank) / 10;
        var price = account.PaysDollars ? euros * DollarsForHundredEuros / 100 : euros;
        world.Exports.OrderLines
            .Text(orderId).Number(number).Text(Market.ProductId(line, account.Rank)).Number(quantity).Number(price).Text(account.Currency).End();
        return quantity * price;
    }
}
