using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;

namespace CrmServerless.Kpis.Gathering;

/// <summary>A product of a sale and its weight in the sale's amount.</summary>
/// <param name="Text">The product as the fact names it, or null.</param>
/// <param name="Weight">Relative to the other products of the sale.</param>
internal readonly record struct SoldProduct(string? Text, decimal Weight);

/// <summary>A sale before it is put into segments.</summary>
internal readonly ref struct NewSale
{
    public required string Source { get; init; }

    /// <summary>The record it comes from, where that is kept.</summary>
    public required int Origin { get; init; }

    public required int Customer { get; init; }

    public required Moment At { get; init; }

    public required DaySpan Visible { get; init; }

    public required SaleType Type { get; init; }

    public required decimal? Amount { get; init; }

    /// <summary>Whether it has a campaign of its own.</summary>
    public required bool IsAttributed { get; init; }

    /// <summary>The items of an order; null where they are not stated, and of deals.</summary>
    public required decimal? Items { get; init; }

    /// <summary>The values of the sale plan's dimensions; those by product are filled in here.</summary>
    public required string?[] Values { get; init; }

    public required ReadOnlySpan<SoldProduct> Products { get; init; }
}

/// <summary>
/// Writes sales as facts: one fact for a sale of at most one product; for one of several products, one fact for what does not depend on
/// the product, one share for each segment by product, and one fact for each product.
/// </summary>
internal sealed class SaleWriter(GatherContext context)
{
    private static readonly Func<IReadOnlyList<string>, bool> ByProduct = dimensions => dimensions.Any(d => d is "product" or "product_line");
    private static readonly Func<IReadOnlyList<string>, bool> NotByProduct = dimensions => !ByProduct(dimensions);

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Sale);
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private int unlinked;

    /// <summary>The type of a sale by its word.</summary>
    public static SaleType TypeOf(FieldValue type) => type.AsText is not { } word ? SaleType.None : Vocabulary.Normalize(word) switch
    {
        "new" => SaleType.New,
        "renewal" => SaleType.Renewal,
        "upsell" => SaleType.Upsell,
        "cross-sell" => SaleType.CrossSell,
        _ => SaleType.None,
    };

    /// <summary>Writes a sale.</summary>
    public void Write(NewSale sale)
    {
        if (sale.Products.Length <= 1)
        {
            var product = sale.Products.Length == 1 ? sale.Products[0].Text : null;
            FillProduct(sale, product);
            Add(WithProduct(Whole(sale, plan.SetOf(sale.Values)), sale.Source, product));
            return;
        }

        FillProduct(sale, null);
        Add(Whole(sale, plan.SetOf(sale.Values, NotByProduct, withAll: true)));
        AddShares(sale);
        AddProducts(sale);
    }

    private static SaleFact Whole(NewSale sale, int set) => new()
    {
        Customer = sale.Customer,
        Origin = sale.Origin,
        At = sale.At,
        Visible = sale.Visible,
        Set = set,
        Part = SalePart.Whole,
        Type = sale.Type,
        HasAmount = sale.Amount is not null,
        Amount = sale.Amount ?? 0,
        IsAttributed = sale.IsAttributed,
        HasItems = sale.Items is not null,
        Items = sale.Items ?? 0,
        TierRank = double.NaN,
        Line = -1,
    };

    private SaleFact WithProduct(SaleFact fact, string source, string? text)
    {
        var product = context.Products.Find(source, text);
        fact.StatesProduct = text is not null;
        fact.TierRank = product?.TierRank is { } rank ? (double)rank : double.NaN;
        fact.Line = product?.Line is { } line ? LineNumber(line) : -1;
        return fact;
    }

    private void AddShares(NewSale sale)
    {
        var total = 0m;
        foreach (var product in sale.Products)
            total += product.Weight;
        var shares = new Dictionary<int, decimal>();
        foreach (var product in sale.Products)
        {
            var share = total == 0 ? 1m / sale.Products.Length : product.Weight / total;
            FillProduct(sale, product.Text);
            foreach (var dimensions in plan.Segments.Where(ByProduct))
            {
                var segment = plan.SegmentOf(dimensions, sale.Values);
                shares[segment] = shares.GetValueOrDefault(segment) + share;
            }
        }

        foreach (var (segment, share) in shares)
            Add(Whole(sale, context.Facts.Space.InternSet([segment])) with { Part = SalePart.Share, Amount = (sale.Amount ?? 0) * share });
    }

    private void AddProducts(NewSale sale)
    {
        foreach (var product in sale.Products)
            Add(WithProduct(Whole(sale, -1), sale.Source, product.Text) with { Part = SalePart.Product });
    }

    private void FillProduct(NewSale sale, string? product)
    {
        for (var i = 0; i < plan.Dimensions.Count; i++)
        {
            if (plan.Dimensions[i] == "product")
                sale.Values[i] = product;
            else if (plan.Dimensions[i] == "product_line")
                sale.Values[i] = context.Products.Find(sale.Source, product)?.Line;
        }
    }

    private void Add(SaleFact fact)
    {
        if (fact.Part != SalePart.Product)
            context.Facts.Presence.See(Carrier.Sale, fact.Set, fact.At.Day, fact.Visible);
        if (fact.Customer >= 0)
        {
            context.Facts.Sales.Add(fact);
        }
        else if (fact.Part != SalePart.Product)
        {
            fact.Customer = unlinked++ & int.MaxValue;
            context.Facts.UnlinkedSales.Add(fact);
        }
    }

    private int LineNumber(string line)
    {
        if (!lines.TryGetValue(line, out var number))
            lines[line] = number = lines.Count;
        return number;
    }
}
