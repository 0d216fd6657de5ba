using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Leads, the attempts to reach them, and their conversion to an account with a first deal.</summary>
public sealed class LeadStream(World world, DealStream deals) : IDailyStream
{
    private const int ConvertShare = 200;
    private const int UntouchedShare = 40;
    private const int AnswerShare = 350;
    private const int InboundShare = 750;

    /// <summary>Minutes of opening time from the lead to the first attempt; to the next; from the last attempt to the conversion.</summary>
    private static readonly Curve FirstTouch = new((0, 3), (500, 30), (850, 90), (1000, 600));
    private static readonly Curve NextTouch = new((0, 300), (500, 700), (1000, 1600));
    private static readonly Curve Conversion = new((0, 60), (400, 900), (800, 2500), (1000, 7000));
    private static readonly int[] AttemptShares = [650, 270, 80];

    private readonly Dice dice = world.Dice("leads");
    private readonly DailyCount daily = new(world.Scale, workday: 7_300, weekend: 1_000);
    private readonly Quota regions = new(world.Dice("lead regions"), Market.Regions.Length);
    private readonly Quota sources = new(world.Dice("lead sources"), Market.Channels.Length);
    private readonly Quota reps = new(world.Dice("lead reps"), Market.RepsPerRegion);
    private readonly Quota converts = new(world.Dice("lead conversions"), 2);
    private readonly Quota untouched = new(world.Dice("lead neglect"), 2);
    private readonly Quota answers = new(world.Dice("lead answers"), 2);
    private readonly Quota inbound = new(world.Dice("lead inbound"), 2);
    private readonly Quota attempts = new(world.Dice("lead attempts"), AttemptShares.Length);
    private readonly Strata firstTouches = new(world.Dice("lead first touch"));
    private readonly Strata nextTouches = new(world.Dice("lead next touch"));
    private readonly Strata conversions = new(world.Dice("lead conversion time"));
    private int count;

    public void Live(DateOnly day)
    {
        for (var i = daily.On(day); i > 0; i--) Add(day);
    }

    private void Add(DateOnly day)
    {
        var region = regions.Choose(Market.RegionShares);
        var lead = new Lead(
            $"L{++count:D5}", Workdays.At(day, dice.Between(8 * 60, 17 * 60)), region,
            Rep: reps.Choose([334, 333, 333], region), Source: sources.Choose(Market.ChannelShares, region));
        var converts = this.converts.Chance(ConvertShare, region, lead.Source, region * Market.RepsPerRegion + lead.Rep);
        var lastContact = Approach(lead, converts);
        var converted = converts ? world.Known(Workdays.AddOpenMinutes(lastContact, Conversion.At(conversions.Next()))) : null;
        var account = converted is { } at ? Convert(lead, at) : null;
        Export(lead, converted, account, converted ?? lastContact);
    }

    private Account Convert(Lead lead, DateTime at)
    {
        var account = world.Accounts.Found(at, lead.Region, lead.Rep, lead.Source);
        deals.OpenFirst(account, lead.Id, lead.Campaign, at);
        return account;
    }

    /// <summary>Attempts until the lead answers or is given up; returns the time of the last one (of the lead itself, if there was none).</summary>
    private DateTime Approach(Lead lead, bool interested)
    {
        if (!interested && untouched.Chance(UntouchedShare, lead.Region)) return lead.CreatedAt;
        var answered = interested || answers.Chance(AnswerShare, lead.Region);
        var times = 1 + attempts.Choose(AttemptShares, lead.Region);
        var at = Workdays.AddOpenMinutes(lead.CreatedAt, FirstTouch.At(firstTouches.Next()));
        for (var attempt = 1; attempt < times; attempt++)
        {
            Attempt(lead, at, "no-response");
            at = Workdays.AddOpenMinutes(at, NextTouch.At(nextTouches.Next()));
        }

        var writesBack = answered && inbound.Chance(InboundShare, lead.Region);
        Attempt(lead, at, answered && !writesBack ? "responded" : "no-response");
        if (writesBack) Export(lead, at = at.AddMinutes(dice.Between(20, 600)), "email", "inbound", "");
        return at;
    }

    private void Attempt(Lead lead, DateTime at, string outcome) => Export(lead, at, dice.Below(2) == 0 ? "call" : "email", "outbound", outcome);

    private void Export(Lead lead, DateTime at, string type, string direction, string outcome)
    {
        if (world.Known(at) is null) return;
        var file = world.Exports.Interactions;
        file.Text($"I{file.Rows + 1:D5}").Text("").Text(lead.Id).Local(at).Text(type).Text(direction).Text(outcome).Text(lead.Owner).End();
    }

    private void Export(Lead lead, DateTime? converted, Account? account, DateTime lastChange) => world.Exports.Leads
        .Text(lead.Id).Local(lead.CreatedAt).Text(Market.Channels[lead.Source])
        .Text(converted is not null ? "converted" : lastChange.AddDays(30) < world.Exported ? "disqualified" : "working")
        .Local(converted).Text(account?.Id).Text(lead.Campaign).Text(Market.Regions[lead.Region]).Text(lead.Owner)
        .Local(world.Known(lastChange) ?? lead.CreatedAt).End();

    private sealed record Lead(string Id, DateTime CreatedAt, int Region, int Rep, int Source)
    {
        public string Owner => Market.Owner(Region, Rep);

        /// <summary>Web leads come from the search campaign, those of events from the fair; partners and referrals from none.</summary>
        public string? Campaign => Market.Channels[Source] switch
        {
            "website" => CampaignCalendar.Search(DateOnly.FromDateTime(CreatedAt)),
            "event" => CampaignCalendar.Fair(DateOnly.FromDateTime(CreatedAt)),
            _ => null,
        };
    }
}
