using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>
/// Customers that are there on the first day, those that leave, and at the end the file of them all. The CRM was introduced on the first
/// day: the customers of before were entered then.
/// </summary>
public sealed class CustomerStream(World world) : IDailyStream
{
    private const int ChurnPeriodDays = 6;
    private const int ShortestTenureDays = 60;

    /// <summary>Every twentieth customer of before orders once more and is silent from then on: the company's dormant ones.</summary>
    private const int SleeperPeriod = 20;

    private static readonly string[] Reasons = ["price", "competitor", "closed down", "missing feature"];
    private static readonly int[] ReasonShares = [350, 250, 200, 200];

    private readonly Dice dice = world.Dice("customers");
    private readonly Carry leaving = new();
    private readonly Quota reasons = new(world.Dice("churn reasons"), Reasons.Length);
    private readonly Visits leavers = new(world.Customers, world.Dice("leavers"));

    public void Live(DateOnly day)
    {
        if (day == world.From) EnterThoseOfBefore(day);
        if (day.DayNumber - world.From.DayNumber < ShortestTenureDays) return;
        for (var i = leaving.Take(world.Scale.Size / ChurnPeriodDays); i > 0; i--) Leave(day);
    }

    /// <summary>Writes every account as it is at the end.</summary>
    public void Export()
    {
        foreach (var account in world.Accounts.Founded)
        {
            ExportAccount(account);
            world.Exports.Contacts.Text($"P{account.Number:D5}").Text(account.Id).Text(account.ContactEmail).Text(account.ContactName)
                .Local(account.CreatedAt).Local(account.CreatedAt).End();
        }
    }

    private void EnterThoseOfBefore(DateOnly day)
    {
        var (regions, channels) = (new Quota(dice, Market.Regions.Length), new Quota(dice, Market.Channels.Length));
        for (var i = 0; i < world.CustomersAtStart; i++)
        {
            var region = regions.Choose(Market.RegionShares);
            var channel = channels.Choose(Market.ChannelShares, region);
            var account = world.Accounts.Found(Workdays.At(day, dice.Between(8 * 60, 18 * 60)), region, i % Market.RepsPerRegion, channel);
            account.IsCustomer = true;
            world.FirstOrders.Enqueue(account);
            if (i % SleeperPeriod != 0) world.Customers.Add(account);
        }
    }

    private void Leave(DateOnly day)
    {
        var account = leavers.Next();
        account.ChurnedAt = account.ModifiedAt = Workdays.At(day, dice.Between(9 * 60, 17 * 60));
        account.ChurnReason = Reasons[reasons.Choose(ReasonShares)];
        world.Customers.Remove(account);
    }

    private void ExportAccount(Account account) => world.Exports.Customers
        .Text(account.Id).Text(account.Name).Text($"office@{account.Domain}").Text(account.Domain)
        .Text(account.IsCustomer ? "customer" : "prospect")
        .Local(account.CreatedAt)
        .Text(account.ChurnedAt is null ? "active" : "churned").Local(account.ChurnedAt).Text(account.ChurnReason)
        .Text(Market.Regions[account.Region]).Text(Market.Industries[account.Industry]).Text(Market.Tiers[account.Tier])
        .Text(Market.Channels[account.Channel]).Text(account.Owner)
        .Local(account.ModifiedAt).End();
}
