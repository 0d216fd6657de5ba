using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>What a sale's type means to a KPI.</summary>
internal enum SaleType : byte
{
    /// <summary>No type, or a word that means nothing to a KPI.</summary>
    None,

    /// <summary>new.</summary>
    New,

    /// <summary>renewal.</summary>
    Renewal,

    /// <summary>upsell.</summary>
    Upsell,

    /// <summary>cross-sell.</summary>
    CrossSell,
}

/// <summary>Which part of a sale a fact is.</summary>
internal enum SalePart : byte
{
    /// <summary>The sale itself; also its only product where it has one.</summary>
    Whole,

    /// <summary>The share of a sale of several products that falls to some segments by product.</summary>
    Share,

    /// <summary>One of several products.</summary>
    Product,
}

/// <summary>A sale of a customer, or a part of one.</summary>
internal struct SaleFact : IFact
{
    /// <summary>The customer.</summary>
    public int Customer;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When it was made.</summary>
    public Moment At;

    /// <summary>The days D for which it is a sale.</summary>
    public DaySpan Visible;

    /// <summary>Its segments; -1 for <see cref="SalePart.Product"/>.</summary>
    public int Set;

    /// <summary>Which part of a sale this is.</summary>
    public SalePart Part;

    /// <summary>Its type.</summary>
    public SaleType Type;

    /// <summary>Whether the amount and its rate are known.</summary>
    public bool HasAmount;

    /// <summary>Reporting currency, unrounded.</summary>
    public decimal Amount;

    /// <summary>Whether it has a campaign of its own.</summary>
    public bool IsAttributed;

    /// <summary>Whether it is an order that states its items.</summary>
    public bool HasItems;

    /// <summary>How many items, of the whole sale.</summary>
    public decimal Items;

    /// <summary>Whether it states a product.</summary>
    public bool StatesProduct;

    /// <summary>The product's tier rank; NaN without one.</summary>
    public double TierRank;

    /// <summary>The number of the product's line; -1 without one.</summary>
    public int Line;

    /// <inheritdoc/>
    public readonly int Key => Customer;
}
