using System.Globalization;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>
/// Takes in orders and order lines, and knows which deals orders name. When both are in, <see cref="Complete"/> writes the sales.
/// </summary>
internal sealed class OrderGatherer(GatherContext context, SaleWriter sales) : IDisposable
{
    private const long BytesInMemory = 4 << 20;

    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["channel"] = Orders["channel"],
        ["campaign"] = Orders["campaign_id"],
    };

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Sale);
    private readonly KeyMap orderKeys = new();
    private readonly KeyMap dealKeys = new();
    private readonly List<List<DaySpan>> namedOn = [];
    private readonly List<string> products = [];
    private readonly Dictionary<string, int> productNumbers = new(StringComparer.Ordinal);
    private readonly ValueSets valueSets = new();
    private readonly FactBuckets<OrderFact> orders = new(context.Facts.Buckets, BytesInMemory);
    private readonly FactBuckets<OrderLineFact> lines = new(context.Facts.Buckets, BytesInMemory);

    /// <summary>Takes in an order.</summary>
    public void AddOrder(MergedRecord record)
    {
        var visible = context.VisibleUntil(record[Orders["deleted_at"]]);
        var at = context.Calendar.MomentOf(record[Orders["ordered_at"]])!.Value;
        if (record[Orders["deal_id"]].AsText is { } deal)
            NameDeal(record.Key.Source, deal, new DaySpan(at.Day, visible.To));
        var fact = FactOf(record, at);
        if (!fact.IsPaid)
            context.Facts.Trace?.LeaveOut(fact.Origin, Carrier.Sale, at.Day, $"an order with status {record[Orders["status"]].AsText} is no sale");
        var places = context.PlacesOf(record, Orders);
        context.NoteLink(record, places.Any(place => place.Customer >= 0));
        foreach (var place in places)
        {
            if (visible.And(place.Days) is { IsEmpty: false } days)
                orders.Add(fact with { Customer = place.Customer, Visible = days, Values = valueSets.Add(record.Key.Source, ValuesOf(record, place.Customer)) });
        }
    }

    private OrderFact FactOf(MergedRecord record, Moment at)
    {
        var status = record[Orders["status"]].AsText;
        return new OrderFact
        {
            Order = orderKeys.Intern(record.Key.Source, record.Key.Id, out _),
            Origin = context.Facts.Origin,
            At = at,
            IsPaid = status is null || Vocabulary.Is(status, "paid"),
            Type = SaleWriter.TypeOf(record[Orders["type"]]),
            HasAmount = record[Orders["amount"]].AsNumber is not null,
            Amount = record[Orders["amount"]].AsNumber ?? 0,
            Currency = context.CurrencyOf(record[Orders["currency"]]),
            Product = ProductNumber(context.Fields.Text(record, Orders["product"])),
            IsAttributed = context.Fields.Text(record, Orders["campaign_id"]) is not null,
            HasItems = record[Orders["items"]].AsNumber is not null,
            Items = record[Orders["items"]].AsNumber ?? 0,
        };
    }

    /// <summary>Takes in an order line.</summary>
    public void AddLine(MergedRecord record)
    {
        var source = record.Key.Source;
        if (record[OrderLines["order_id"]].AsText is not { } order)
            return;
        var customerId = record[OrderLines["customer_id"]].AsText;
        var customer = context.Facts.Customers.Link(source, customerId, null, null)[0].Customer;
        var amount = record[OrderLines["quantity"]].AsNumber * record[OrderLines["unit_price"]].AsNumber;
        var at = context.Calendar.MomentOf(record[OrderLines["ordered_at"]]);
        var status = record[OrderLines["status"]].AsText;
        var line = record[OrderLines["line"]].ToString();
        lines.Add(new OrderLineFact
        {
            Order = orderKeys.Intern(source, order, out _),
            Origin = context.Facts.Origin,
            Line = double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var place) ? place : double.MaxValue,
            LineText = context.Facts.Ids.Add(line),
            Customer = customer,
            HasTime = at is not null,
            At = at ?? default,
            Counts = !Vocabulary.Is(status, "cancelled") && !Vocabulary.Is(status, "refunded"),
            Product = ProductNumber(context.Fields.Text(record, OrderLines["product"])),
            HasQuantity = record[OrderLines["quantity"]].AsNumber is not null,
            Quantity = record[OrderLines["quantity"]].AsNumber ?? 0,
            HasAmount = amount is not null,
            Amount = amount ?? 0,
            Currency = context.CurrencyOf(record[OrderLines["currency"]]),
            Values = valueSets.Add(source, LineValuesOf(record, customer)),
        });
    }

    /// <summary>The days D on which no order, from its own day to the day before its deletion, names the deal.</summary>
    public List<DaySpan> DaysUnnamed(string source, string dealId)
    {
        if (dealKeys.Find(source, dealId) is not (>= 0 and var deal))
            return [DaySpan.Always];
        DaySpans.Normalize(namedOn[deal]);
        return DaySpans.Without(namedOn[deal]);
    }

    /// <summary>Writes the sales of all orders and lines taken in.</summary>
    public void Complete()
    {
        for (var bucket = 0; bucket < context.Facts.Buckets; bucket++)
        {
            var orderCursor = new FactCursor<OrderFact>(orders.Read(bucket));
            var lineCursor = new FactCursor<OrderLineFact>(lines.Read(bucket));
            for (var order = bucket; order < orderKeys.Count; order += context.Facts.Buckets)
                Write(orderCursor.Take(order), lineCursor.Take(order));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        orders.Dispose();
        lines.Dispose();
    }

    private void Write(ReadOnlySpan<OrderFact> own, ReadOnlySpan<OrderLineFact> all)
    {
        var counting = new List<OrderLineFact>();
        foreach (var line in all)
        {
            if (line.Counts)
                counting.Add(line);
        }

        foreach (ref readonly var order in own)
            WriteOrder(order, counting);
        if (own.Length == 0 && counting.Count > 0)
            WriteLines(counting);
    }

    private void WriteOrder(OrderFact order, List<OrderLineFact> counting)
    {
        if (!order.IsPaid)
            return;
        context.Facts.Origin = order.Origin;
        var (source, values) = valueSets[order.Values];
        sales.Write(new NewSale
        {
            Source = source,
            Origin = order.Origin,
            Customer = order.Customer,
            At = order.At,
            Visible = order.Visible,
            Type = order.Type,
            Amount = context.Convert(order.HasAmount ? order.Amount : null, context.Facts.Currencies[order.Currency], order.At.Day),
            Values = values,
            Products = order.Product >= 0 ? [new SoldProduct(products[order.Product], 1)] : ProductsOf(counting),
            IsAttributed = order.IsAttributed,
            Items = order.HasItems ? order.Items : ItemsOf(counting),
        });
    }

    private void WriteLines(List<OrderLineFact> counting)
    {
        var first = counting.MinBy(line => line, Comparer<OrderLineFact>.Create(ByPlace));
        var dated = counting.Where(line => line.HasTime).ToList();
        var known = counting.Where(line => line.HasAmount).ToList();
        var total = known.Sum(line => line.Amount);
        if (dated.Count == 0 || total < 0)
            return;
        context.Facts.Origin = first.Origin;
        var (source, values) = valueSets[first.Values];
        var at = dated.MinBy(line => line.At.Ticks).At;
        sales.Write(new NewSale
        {
            Source = source,
            Origin = first.Origin,
            Customer = first.Customer,
            At = at,
            Visible = DaySpan.Always,
            Type = SaleType.None,
            Amount = context.Convert(known.Count > 0 ? total : null, context.Facts.Currencies[first.Currency], at.Day),
            Values = values,
            Products = ProductsOf(counting),
            IsAttributed = false,
            Items = ItemsOf(counting),
        });
    }

    /// <summary>The sum of the quantities that are stated; null when none is.</summary>
    private static decimal? ItemsOf(List<OrderLineFact> counting) =>
        counting.Exists(line => line.HasQuantity) ? counting.Sum(line => line.Quantity) : null;

    private SoldProduct[] ProductsOf(List<OrderLineFact> counting) =>
        [.. counting.GroupBy(line => line.Product).Select(g => new SoldProduct(g.Key < 0 ? null : products[g.Key], g.Sum(line => line.Amount)))];

    private int ByPlace(OrderLineFact left, OrderLineFact right)
    {
        var byNumber = left.Line.CompareTo(right.Line);
        return byNumber != 0 ? byNumber : context.Facts.Ids.Compare(left.LineText, right.LineText);
    }

    private string?[] ValuesOf(MergedRecord record, int customer)
    {
        var through = customer >= 0 ? context.Facts.Customers[customer].Values : CustomerValues.Blank;
        return GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? through[dimension]);
    }

    private string?[] LineValuesOf(MergedRecord record, int customer)
    {
        var through = customer >= 0 ? context.Facts.Customers[customer].Values : CustomerValues.Blank;
        return GatherContext.ValuesOf(plan, dimension => dimension == CarrierDimensions.Source ? record.Key.Source : through[dimension]);
    }

    private int ProductNumber(string? product)
    {
        if (product is null)
            return -1;
        if (!productNumbers.TryGetValue(product, out var number))
        {
            number = products.Count;
            products.Add(product);
            productNumbers[product] = number;
        }

        return number;
    }

    private void NameDeal(string source, string deal, DaySpan days)
    {
        var number = dealKeys.Intern(source, deal, out var isNew);
        if (isNew)
            namedOn.Add([]);
        namedOn[number].Add(days);
    }
}
