using CrmServerless.Configuration;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in deals: as deals, as sales where they are won and no order names them, and as what leads and customers did.</summary>
internal sealed class DealGatherer(GatherContext context, OrderGatherer orders, SaleWriter sales)
{
    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["owner"] = Deals["owner"],
        ["campaign"] = Deals["campaign_id"],
        ["product"] = Deals["product"],
        ["deal_type"] = Deals["type"],
        ["lost_reason"] = Deals["lost_reason"],
    };

    private readonly SegmentPlan dealPlan = context.PlanOf(Carrier.Deal);
    private readonly SegmentPlan salePlan = context.PlanOf(Carrier.Sale);
    private int count;

    /// <summary>Takes in a deal.</summary>
    public void Add(MergedRecord record)
    {
        var deal = FactOf(record);
        var customer = context.Facts.Customers.Link(record.Key.Source, record[Deals["customer_id"]].AsText, null, null)[0].Customer;
        context.NoteLink(record, customer >= 0);
        deal.Set = dealPlan.SetOf(ValuesOf(dealPlan, record, customer));
        context.Facts.Deals.Add(deal);
        context.Facts.Presence.See(Carrier.Deal, deal.Set, deal.Created.Day, deal.Visible);
        AddActions(record, deal, customer);
        if (deal.Status == DealStatus.Won)
            AddWon(record, deal, customer);
    }

    private DealFact FactOf(MergedRecord record)
    {
        var status = record[Deals["status"]].AsText;
        return new DealFact
        {
            Number = count++ & int.MaxValue,
            Origin = context.Facts.Origin,
            Created = context.Calendar.MomentOf(record[Deals["created_at"]])!.Value,
            Closed = context.Calendar.MomentOf(EffectiveDates.ClosedAt(record.Values)) ?? default,
            Status = Vocabulary.Is(status, "won") ? DealStatus.Won : Vocabulary.Is(status, "lost") ? DealStatus.Lost : DealStatus.Open,
            IsRenewal = SaleWriter.TypeOf(record[Deals["type"]]) == SaleType.Renewal,
            Visible = context.VisibleUntil(record[Deals["deleted_at"]]),
            HasAmount = record[Deals["amount"]].AsNumber is not null,
            Amount = record[Deals["amount"]].AsNumber ?? 0,
            Currency = context.CurrencyOf(record[Deals["currency"]]),
        };
    }

    private void AddActions(MergedRecord record, DealFact deal, int customer)
    {
        var action = new TouchFact { Origin = deal.Origin, At = deal.Created, Visible = deal.Visible, Kind = TouchKind.Action, Set = -1 };
        if (customer >= 0)
            context.Facts.Touches.Add(action with { Person = TouchFact.OfCustomer(customer) });
        if (record[Deals["lead_id"]].AsText is not { } leadId)
            return;
        var lead = context.Facts.Leads.Intern(record.Key.Source, leadId);
        context.Facts.Touches.Add(action with { Person = TouchFact.OfLead(lead) });
        if (customer >= 0)
            context.Facts.LeadPaths.Add(new LeadPathFact { Customer = customer, Lead = lead, Visible = deal.Visible.And(new DaySpan(deal.Created.Day, DaySpan.Never)) });
    }

    private void AddWon(MergedRecord record, DealFact deal, int customer)
    {
        var amount = context.Convert(record[Deals["amount"]], record[Deals["currency"]], deal.Closed.Day);
        if (customer >= 0)
        {
            context.Facts.WonDeals.Add(new WonDealFact
            {
                Customer = customer,
                Origin = deal.Origin,
                Closed = deal.Closed,
                Visible = deal.Visible,
                Set = deal.Set,
                IsRenewal = deal.IsRenewal,
                HasAmount = amount is not null,
                Amount = amount ?? 0,
                Id = context.Facts.Ids.Add(record.Key.Id),
            });
        }

        var saleDays = SaleDays(record);
        if (saleDays is not [var only] || only != DaySpan.Always)
            context.Facts.Trace?.LeaveOut(deal.Origin, Carrier.Sale, deal.Closed.Day, saleDays.Count == 0 && context.Business.Sales == SalesBasis.Orders ? "by `sales: orders` a deal is no sale" : "an order names it: the order is the sale");
        foreach (var days in saleDays)
        {
            if (deal.Visible.And(days) is { IsEmpty: false } visible)
                AddSale(record, deal, customer, visible, amount);
        }
    }

    private void AddSale(MergedRecord record, DealFact deal, int customer, DaySpan visible, decimal? amount) => sales.Write(new NewSale
    {
        Source = record.Key.Source,
        Origin = deal.Origin,
        Customer = customer,
        At = deal.Closed,
        Visible = visible,
        Type = SaleWriter.TypeOf(record[Deals["type"]]),
        Amount = amount,
        IsAttributed = context.Fields.Text(record, Own["campaign"]) is not null,
        Items = null,
        Values = ValuesOf(salePlan, record, customer),
        Products = context.Fields.Text(record, Own["product"]) is { } product ? [new SoldProduct(product, 1)] : [],
    });

    /// <summary>The days D for which a won deal is a sale: while no undeleted order names it.</summary>
    private List<DaySpan> SaleDays(MergedRecord record) => context.Business.Sales switch
    {
        SalesBasis.Orders => [],
        SalesBasis.Deals => [DaySpan.Always],
        _ => orders.DaysUnnamed(record.Key.Source, record.Key.Id),
    };

    private string?[] ValuesOf(SegmentPlan plan, MergedRecord record, int customer)
    {
        var through = customer >= 0 ? context.Facts.Customers[customer].Values : CustomerValues.Blank;
        return GatherContext.ValuesOf(plan, dimension => dimension == "product_line"
            ? context.Products.Find(record.Key.Source, context.Fields.Text(record, Own["product"]))?.Line
            : context.OwnValue(record, dimension, Own) ?? through[dimension]);
    }
}
