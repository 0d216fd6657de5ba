using CrmServerless.Configuration;
using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Engine;

/// <summary>
/// Reads a snapshot's records once, in the order in which they need each other, and leaves the facts for the passes: first what
/// others look up (rates, products, reference tables, customers), then orders, leads, deals and what happened with them.
/// </summary>
/// <param name="business">business.yaml.</param>
/// <param name="derivedDimensions">The dimensions that mappings derive.</param>
/// <param name="calendar">Local days.</param>
/// <param name="trace">Notes for an explanation; null where none is asked for.</param>
internal sealed class FactReader(BusinessConfiguration business, IReadOnlyList<DerivedDimension> derivedDimensions, LocalCalendar calendar, Trace? trace)
{
    private const int VersionsPerBucket = 125_000;

    /// <summary>Reads the records.</summary>
    /// <param name="snapshot">What to read.</param>
    /// <param name="since">The sequence that the last run had seen.</param>
    /// <param name="changes">Told of every record that changed since.</param>
    /// <param name="kept">The values of dimensions beyond their cap.</param>
    /// <param name="isDecided">Whether that is all there is to keep. If not, the read ends, in vain, with the first further dimension that turns out to be beyond its cap.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<(FactSet Facts, GatherContext Context)> ReadAsync(
        IRecordSnapshot snapshot, long since, ChangeScope changes, KeptValues kept, bool isDecided, CancellationToken cancellationToken)
    {
        var derived = new DerivedColumns(derivedDimensions);
        var space = new SegmentSpace(business.SegmentCap, kept);
        var versions = All.Sum(snapshot.CountVersions);
        var facts = new FactSet((int)Math.Clamp(versions / VersionsPerBucket, 1, 1024), space, new ExchangeRates(business.ReportingCurrency), new ValueTally(kept.Dimensions, new RecordFields(derived)), trace);
        trace?.Use(space);
        var context = new GatherContext(business, calendar, derived, PlansOf(snapshot, derived, space), facts);
        var walk = new Walk(snapshot, since, changes, context, isDecided, cancellationToken);

        await walk.ReadAsync(Lookups, derived.Add);
        await walk.ReadAsync(FxRates, record => AddRate(facts.Rates, record));
        await walk.ReadAsync(Entities.Products, record => AddProduct(context, record));
        await ReadCustomersAsync(walk, context);
        await ReadSalesAsync(walk, context);
        await walk.ReadAsync(Tickets, new TicketGatherer(context).Add);
        await walk.ReadAsync(Surveys, new SurveyGatherer(context).Add);
        await walk.ReadAsync(Interactions, new InteractionGatherer(context).Add);
        await ReadMarketingAsync(walk, context);
        await walk.ReadAsync(Traffic, new TrafficGatherer(context).Add);
        CompleteCustomers(context);
        return (facts, context);
    }

    /// <summary>Counts the values of all configured dimensions.</summary>
    public async Task<ValueTally> TallyAsync(IRecordSnapshot snapshot, CancellationToken cancellationToken)
    {
        var derived = new DerivedColumns(derivedDimensions);
        var tally = new ValueTally(business.Segments.SelectMany(dimensions => dimensions), new RecordFields(derived));
        await foreach (var row in snapshot.ReadAsync(Lookups, since: 0, cancellationToken))
            derived.Add(row);
        foreach (var entity in All.Where(entity => entity != Lookups))
        {
            await foreach (var record in snapshot.ReadAsync(entity, since: 0, cancellationToken))
            {
                if (RecordRules.Judge(entity, record.Values, business.TimeZone) is null)
                    tally.Note(record);
            }
        }

        return tally;
    }

    private static async Task ReadCustomersAsync(Walk walk, GatherContext context)
    {
        var customers = new CustomerGatherer(context);
        await walk.ReadAsync(Customers, customers.AddCustomer, NoticeChurn(context));
        await walk.ReadAsync(Contacts, customers.AddContact);
        customers.Complete();
    }

    private static async Task ReadMarketingAsync(Walk walk, GatherContext context)
    {
        var spend = new SpendGatherer(context);
        await walk.ReadAsync(Campaigns, spend.AddCampaign);
        await walk.ReadAsync(Entities.Spend, spend.AddSpend);
        spend.Complete();
        await walk.ReadAsync(CampaignStats, new CampaignStatsGatherer(context).Add);
    }

    private static async Task ReadSalesAsync(Walk walk, GatherContext context)
    {
        var sales = new SaleWriter(context);
        using var orders = new OrderGatherer(context, sales);
        if (context.Business.Sales != SalesBasis.Deals)
        {
            await walk.ReadAsync(Orders, orders.AddOrder);
            await walk.ReadAsync(OrderLines, orders.AddLine);
            orders.Complete();
        }

        await walk.ReadAsync(Leads, new LeadGatherer(context).Add);
        await walk.ReadAsync(Deals, new DealGatherer(context, orders, sales).Add);
    }

    /// <summary>'any stored customer' counts, left out or not.</summary>
    private static Action<MergedRecord> NoticeChurn(GatherContext context) => record =>
        context.Facts.AnyChurn |= record[Customers["churned_at"]].HasValue || Vocabulary.Is(record[Customers["status"]].AsText, "churned");

    private void AddRate(ExchangeRates rates, MergedRecord record)
    {
        if (record[FxRates["rate"]].AsNumber is { } rate && record[FxRates["currency"]].AsText is { } currency)
            rates.Set(ExchangeRates.Normalize(currency), calendar.DayOf(record[FxRates["day"]])!.Value, rate);
    }

    private static void AddProduct(GatherContext context, MergedRecord record) => context.Products.Add(
        record.Key.Source, record.Key.Id, RecordFields.Filled(record[Entities.Products["name"]]),
        new Product(context.Fields.Text(record, Entities.Products["line"]), record[Entities.Products["tier_rank"]].AsNumber));

    /// <summary>Customers known only from facts get their segments; those with a creation day are there from it, bought or not.</summary>
    private static void CompleteCustomers(GatherContext context)
    {
        var gatherer = new CustomerGatherer(context);
        for (var number = 0; number < context.Facts.Customers.Count; number++)
        {
            ref var customer = ref context.Facts.Customers[number];
            if (customer.Set < 0)
                customer.Set = gatherer.SetWithoutRecord(customer.Source);
            context.Facts.Presence.See(Carrier.Customer, customer.Set, customer.CreatedDay, new DaySpan(DaySpan.Ever, customer.GoneDay));
        }
    }

    private Dictionary<Carrier, SegmentPlan> PlansOf(IRecordSnapshot snapshot, DerivedColumns derived, SegmentSpace space) =>
        CarrierEntities.All.ToDictionary(
            c => c.Key,
            c => new SegmentPlan(c.Key, business.Segments, CustomColumnsOf(c.Value, snapshot, derived), space));

    private static HashSet<string> CustomColumnsOf(IReadOnlyList<EntitySchema> entities, IRecordSnapshot snapshot, DerivedColumns derived) =>
        [.. entities.SelectMany(entity => snapshot.CustomColumns(entity).Concat(derived.NamesFor(entity)))];

    /// <summary>One read of one entity after the other, with what holds for all: broken records are left out and counted, changes are noted.</summary>
    private sealed class Walk(IRecordSnapshot snapshot, long since, ChangeScope changes, GatherContext context, bool isDecided, CancellationToken cancellationToken)
    {
        public async Task ReadAsync(EntitySchema entity, Action<MergedRecord> take, Action<MergedRecord>? notice = null)
        {
            var quality = context.Facts.Quality;
            await foreach (var record in snapshot.ReadAsync(entity, since, cancellationToken))
            {
                quality.Records++;
                changes.Note(record);
                notice?.Invoke(record);
                context.Facts.Origin = context.Facts.Trace?.Origins.Add(entity, record.Key) ?? 0;
                if (RecordRules.Judge(entity, record.Values, context.Business.TimeZone) is { } violation)
                {
                    var reason = $"{entity.Name}: {violation.Reason}";
                    quality.LeftOut[reason] = quality.LeftOut.GetValueOrDefault(reason) + 1;
                    NoteBroken(entity, violation.Reason);
                    continue;
                }

                take(record);
                context.Facts.Tally.Note(record);
                if (!isDecided && context.Facts.Space.IsBeyondCap)
                    return;
            }
        }

        private void NoteBroken(EntitySchema entity, string reason)
        {
            foreach (var (carrier, entities) in CarrierEntities.All)
            {
                if (entities.Contains(entity))
                    context.Facts.Trace?.LeaveOut(context.Facts.Origin, carrier, null, $"it breaks a rule: {reason}");
            }
        }
    }
}
