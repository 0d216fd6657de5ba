using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Gathering;

/// <summary>
/// Makes the spend ledger: the spend records, and the cost of each campaign without any (kpis.md section 2, 'Spend ledger'). Campaigns
/// come first.
/// </summary>
internal sealed class SpendGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["channel"] = Entities.Spend["channel"],
        ["campaign"] = Entities.Spend["campaign_id"],
    };

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Spend);
    private readonly List<Cost> costs = [];
    private readonly HashSet<(string Source, string Campaign)> withSpend = [];

    /// <summary>Takes in a campaign.</summary>
    public void AddCampaign(MergedRecord record)
    {
        var channel = context.Fields.Text(record, Entities.Campaigns["channel"]);
        context.Campaigns.Add(record.Key.Source, record.Key.Id, channel);
        var start = context.Calendar.DayOf(record[Entities.Campaigns["started_at"]]);
        if (record[Entities.Campaigns["cost"]].AsNumber is { } cost && start is { } first)
        {
            var last = context.Calendar.DayOf(record[Entities.Campaigns["ended_at"]]) ?? first;
            costs.Add(new Cost(record.Key.Source, record.Key.Id, channel, first, last, cost, CurrencyOf(record[Entities.Campaigns["currency"]]), context.Facts.Origin));
        }
    }

    /// <summary>Takes in spend.</summary>
    public void AddSpend(MergedRecord record)
    {
        var campaign = record[Entities.Spend["campaign_id"]].AsText;
        if (campaign is not null)
            withSpend.Add((record.Key.Source, campaign));
        var (first, last) = DaysOf(record);
        var channel = context.Campaigns.ChannelOf(record.Key.Source, campaign);
        var set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? (dimension == "channel" ? channel : null)));
        context.Facts.Presence.See(Carrier.Spend, set, first, DaySpan.Always);
        if (record[Entities.Spend["amount"]].AsNumber is { } amount)
            Add(first, last, amount, CurrencyOf(record[Entities.Spend["currency"]]), CategoryOf(record[Entities.Spend["category"]].AsText), campaign is not null, set);
    }

    /// <summary>Adds the costs of campaigns without a spend record, as marketing.</summary>
    public void Complete()
    {
        foreach (var cost in costs)
        {
            context.Facts.Origin = cost.Origin;
            if (withSpend.Contains((cost.Source, cost.Campaign)))
            {
                context.Facts.Trace?.LeaveOut(cost.Origin, Carrier.Spend, cost.First, "spend records state its cost");
                continue;
            }

            var set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => ValueOf(cost, dimension)));
            context.Facts.Presence.See(Carrier.Spend, set, cost.First, DaySpan.Always);
            Add(cost.First, cost.Last, cost.Amount, cost.Currency, SpendCategory.Marketing, hasCampaign: true, set);
        }
    }

    private void Add(int first, int last, decimal amount, string currency, SpendCategory category, bool hasCampaign, int set) =>
        context.Facts.Spend.Add(new SpendFact(first, last, amount / (last - first + 1), currency, category, hasCampaign, set, context.Facts.Origin));

    /// <summary>The day, or with amortise_months the days up to the day before the same day that many months later.</summary>
    private (int First, int Last) DaysOf(MergedRecord record)
    {
        var first = context.Calendar.DayOf(record[Entities.Spend["day"]])!.Value;
        if (record[Entities.Spend["amortise_months"]].AsNumber is not (>= 1 and var months))
            return (first, first);
        var end = DateOnly.FromDayNumber(first).AddMonths((int)decimal.Round(months, MidpointRounding.AwayFromZero));
        return (first, end.DayNumber - 1);
    }

    private static string? ValueOf(Cost cost, string dimension) => dimension switch
    {
        "channel" => cost.Channel,
        "campaign" => cost.Campaign,
        CarrierDimensions.Source => cost.Source,
        _ => null,
    };

    private static string CurrencyOf(FieldValue currency) => Board.ExchangeRates.Normalize(currency.AsText);

    private static SpendCategory CategoryOf(string? word) => word is null ? SpendCategory.Other : Vocabulary.Normalize(word) switch
    {
        "marketing" => SpendCategory.Marketing,
        "sales" => SpendCategory.Sales,
        "service" => SpendCategory.Service,
        "retention" => SpendCategory.Retention,
        "crm" => SpendCategory.Crm,
        _ => SpendCategory.Other,
    };

    private sealed record Cost(string Source, string Campaign, string? Channel, int First, int Last, decimal Amount, string Currency, int Origin);
}
