using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Each workday a few customers are asked whether they would recommend the company.</summary>
public sealed class LoyaltyStream(World world) : IDailyStream
{
    private static readonly (int Low, int High)[] Scores = [(3, 6), (7, 8), (9, 10)];
    private static readonly int[] Shares = [160, 340, 500];

    private readonly Dice dice = world.Dice("nps");
    private readonly DailyCount daily = new(world.Scale, workday: 2_000, weekend: 0);
    private readonly Visits asked = new(world.Customers, world.Dice("nps asked"));
    private readonly Quota moods = new(world.Dice("nps moods"), Scores.Length);

    public void Live(DateOnly day)
    {
        for (var i = daily.On(day); i > 0; i--) Ask(asked.Next(), day);
    }

    private void Ask(Account account, DateOnly day)
    {
        var (low, high) = Scores[moods.Choose(Shares, account.Region, account.Tier)];
        var file = world.Exports.Surveys;
        file.Text($"S{file.Rows + 1:D5}").Text("").Text(account.ContactEmail).Utc(Workdays.At(day, dice.Between(9 * 60, 20 * 60)))
            .Text("nps").Number(dice.Between(low, high)).Number(10).End();
    }
}
