using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>An interaction of a customer: a record that is inbound or outbound or of type visit, social or app.</summary>
internal struct ContactFact : IFact
{
    /// <summary>The customer.</summary>
    public int Customer;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>The local day.</summary>
    public int Day;

    /// <summary>The days D for which it belongs to the customer.</summary>
    public DaySpan Visible;

    /// <summary>Whether it is inbound, or of type visit, social or app.</summary>
    public bool Engages;

    /// <inheritdoc/>
    public readonly int Key => Customer;
}
