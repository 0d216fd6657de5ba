using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Service tickets of present customers, and the surveys after them. The helpdesk writes UTC and knows customers by e-mail only.</summary>
public sealed class TicketStream(World world) : IDailyStream
{
    private const int LongShare = 180;
    private const int OneReplyShare = 720;
    private const int ReopenShare = 60;
    private const int CsatShare = 400;
    private const int CesShare = 250;

    /// <summary>Minutes of opening time to the first answer; from there to the solution of a short ticket; days of a long one; minutes of work.</summary>
    private static readonly Curve FirstAnswer = new((0, 4), (250, 25), (500, 60), (800, 150), (1000, 420));
    private static readonly Curve ShortSolution = new((0, 5), (500, 50), (800, 140), (900, 500), (1000, 1500));
    private static readonly Curve LongSolution = new((0, 20), (1000, 40));
    private static readonly Curve Handling = new((0, 3), (500, 9), (900, 20), (1000, 40));

    private static readonly string[] Categories = ["how-to", "defect", "billing", "access"];
    private static readonly int[] CategoryShares = [380, 270, 200, 150];
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private static readonly int[] PriorityShares = [200, 550, 200, 50];
    private static readonly string[] Channels = ["email", "phone", "web", "chat"];
    private static readonly int[] ChannelShares = [400, 250, 200, 150];
    private static readonly int[] CsatShares = [40, 50, 120, 340, 450];
    private static readonly int[] CesShares = [20, 40, 70, 120, 250, 300, 200];

    private readonly Dice dice = world.Dice("tickets");
    private readonly DailyCount daily = new(world.Scale, workday: 6_000, weekend: 1_500);
    private readonly Visits callers = new(world.Customers, world.Dice("ticket callers"));
    private readonly Quota categories = new(world.Dice("ticket categories"), Categories.Length);
    private readonly Quota priorities = new(world.Dice("ticket priorities"), Priorities.Length);
    private readonly Quota channels = new(world.Dice("ticket channels"), Channels.Length);
    private readonly Quota agents = new(world.Dice("ticket agents"), Market.Agents.Length);
    private readonly Quota longOnes = new(world.Dice("ticket long"), 2);
    private readonly Quota oneReply = new(world.Dice("ticket replies"), 2);
    private readonly Quota reopened = new(world.Dice("ticket reopened"), 2);
    private readonly Quota csat = new(world.Dice("csat"), CsatShares.Length);
    private readonly Quota ces = new(world.Dice("ces"), CesShares.Length);
    private readonly Quota asksCsat = new(world.Dice("asks csat"), 2);
    private readonly Quota asksCes = new(world.Dice("asks ces"), 2);
    private readonly Strata answers = new(world.Dice("ticket answers"));
    private readonly Strata shortSolutions = new(world.Dice("ticket short solutions"));
    private readonly Strata longSolutions = new(world.Dice("ticket long solutions"));
    private readonly Strata handlings = new(world.Dice("ticket handling"));
    private int count;

    public void Live(DateOnly day)
    {
        for (var i = daily.On(day); i > 0; i--) Call(callers.Next(), day);
    }

    private void Call(Account account, DateOnly day)
    {
        var agent = agents.Choose([250, 250, 250, 250], account.Region);
        var created = Workdays.At(day, dice.Between(8 * 60, 18 * 60));
        var answered = Workdays.AddOpenMinutes(created, FirstAnswer.At(answers.Next()));
        var isLong = longOnes.Chance(LongShare, account.Region);
        var resolved = isLong
            ? Workdays.NextOpen(answered.AddDays(LongSolution.At(longSolutions.Next())))
            : Workdays.AddOpenMinutes(answered, ShortSolution.At(shortSolutions.Next()));
        var ticket = new Ticket($"T{++count:D5}", account, agent, created, answered, resolved);
        Export(ticket);
        if (asksCsat.Chance(CsatShare, account.Region, agent)) Survey(ticket, "csat", 1 + csat.Choose(CsatShares, account.Region, agent), 5);
        if (asksCes.Chance(CesShare, account.Region)) Survey(ticket, "ces", 1 + ces.Choose(CesShares, account.Region), 7);
    }

    private void Export(Ticket ticket)
    {
        var region = ticket.Account.Region;
        var isResolved = world.Known(ticket.Resolved) is not null;
        var replies = oneReply.Chance(OneReplyShare, region, ticket.Agent) ? 1 : dice.Between(2, 5);
        var wasReopened = reopened.Chance(ReopenShare, region);
        var minutes = Handling.At(handlings.Next());
        world.Exports.Tickets
            .Text(ticket.Id).Text(ticket.Account.ContactEmail).Utc(ticket.Created).Utc(world.Known(ticket.Answered)).Utc(world.Known(ticket.Resolved))
            .Text(isResolved ? "resolved" : "open")
            .Text(Channels[channels.Choose(ChannelShares, region)]).Text(Priorities[priorities.Choose(PriorityShares, region)])
            .Text(Categories[categories.Choose(CategoryShares, region)]).Text(Market.Agents[ticket.Agent])
            .Number(isResolved ? minutes : null).Number(isResolved ? replies : null).Text(isResolved ? wasReopened ? "true" : "false" : "")
            .Utc(world.Known(ticket.Resolved) ?? world.Known(ticket.Answered) ?? ticket.Created).End();
    }

    private void Survey(Ticket ticket, string kind, int score, int scale)
    {
        var at = ticket.Resolved.AddMinutes(dice.Between(30, 1500));
        if (world.Known(at) is null) return;
        var file = world.Exports.Surveys;
        file.Text($"S{file.Rows + 1:D5}").Text(ticket.Id).Text(ticket.Account.ContactEmail).Utc(at).Text(kind).Number(score).Number(scale).End();
    }

    private sealed record Ticket(string Id, Account Account, int Agent, DateTime Created, DateTime Answered, DateTime Resolved);
}
