using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>An order's own record, waiting for its lines.</summary>
internal struct OrderFact : IFact
{
    /// <summary>The order's number.</summary>
    public int Order;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>Its customer; -1 without one.</summary>
    public int Customer;

    /// <summary>When it was placed.</summary>
    public Moment At;

    /// <summary>The days D for which it exists.</summary>
    public DaySpan Visible;

    /// <summary>Whether its status makes it a sale.</summary>
    public bool IsPaid;

    /// <summary>Its type.</summary>
    public SaleType Type;

    /// <summary>Whether it states an amount.</summary>
    public bool HasAmount;

    /// <summary>The amount in its own currency.</summary>
    public decimal Amount;

    /// <summary>The currency's number.</summary>
    public int Currency;

    /// <summary>The number of its product's text; -1 without one.</summary>
    public int Product;

    /// <summary>Whether it has a campaign of its own.</summary>
    public bool IsAttributed;

    /// <summary>Whether it states its items.</summary>
    public bool HasItems;

    /// <summary>How many items.</summary>
    public decimal Items;

    /// <summary>The number of its dimension values.</summary>
    public int Values;

    /// <inheritdoc/>
    public readonly int Key => Order;
}

/// <summary>A line of an order.</summary>
internal struct OrderLineFact : IFact
{
    /// <summary>The order's number.</summary>
    public int Order;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>Its place: the number that the line states, else <see cref="double.MaxValue"/>.</summary>
    public double Line;

    /// <summary>Its line text's number in <see cref="IdTexts"/>.</summary>
    public int LineText;

    /// <summary>Its customer; -1 without one.</summary>
    public int Customer;

    /// <summary>Whether it states when the order was placed.</summary>
    public bool HasTime;

    /// <summary>When the order was placed.</summary>
    public Moment At;

    /// <summary>Whether it is neither cancelled nor refunded.</summary>
    public bool Counts;

    /// <summary>The number of its product's text; -1 without one.</summary>
    public int Product;

    /// <summary>Whether it states a quantity.</summary>
    public bool HasQuantity;

    /// <summary>The quantity.</summary>
    public decimal Quantity;

    /// <summary>Whether quantity and price are known.</summary>
    public bool HasAmount;

    /// <summary>quantity x unit_price.</summary>
    public decimal Amount;

    /// <summary>The currency's number.</summary>
    public int Currency;

    /// <summary>The number of its order's dimension values, should the order have no record.</summary>
    public int Values;

    /// <inheritdoc/>
    public readonly int Key => Order;
}
