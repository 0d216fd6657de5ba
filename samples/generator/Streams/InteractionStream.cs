using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Conversations with present customers.</summary>
public sealed class InteractionStream(World world) : IDailyStream
{
    private const int AnswerShare = 600;

    private static readonly (string Type, string Direction)[] Kinds =
        [("email", "inbound"), ("call", "outbound"), ("meeting", "outbound"), ("visit", "outbound"), ("app", "")];

    private static readonly int[] KindShares = [300, 250, 150, 100, 200];

    private readonly Dice dice = world.Dice("interactions");
    private readonly DailyCount daily = new(world.Scale, workday: 4_600, weekend: 1_000);
    private readonly Visits partners = new(world.Customers, world.Dice("interaction partners"));
    private readonly Quota kinds = new(world.Dice("interaction kinds"), Kinds.Length);
    private readonly Quota answers = new(world.Dice("interaction answers"), 2);

    public void Live(DateOnly day)
    {
        for (var i = daily.On(day); i > 0; i--) Talk(partners.Next(), day);
    }

    private void Talk(Account account, DateOnly day)
    {
        var (type, direction) = Kinds[kinds.Choose(KindShares, account.Region)];
        var outcome = direction != "outbound" ? "" : answers.Chance(AnswerShare, account.Region) ? "responded" : "no-response";
        var file = world.Exports.Interactions;
        file.Text($"I{file.Rows + 1:D5}").Text(account.Id).Text("").Local(Workdays.At(day, dice.Between(8 * 60, 18 * 60)))
            .Text(type).Text(direction).Text(outcome).Text(account.Owner).End();
    }
}
