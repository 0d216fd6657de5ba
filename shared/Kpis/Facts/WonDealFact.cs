using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>A won deal of a customer, for what compares a deal with the customer's previous one.</summary>
internal struct WonDealFact : IFact
{
    /// <summary>The customer.</summary>
    public int Customer;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When it was won.</summary>
    public Moment Closed;

    /// <summary>The days D for which it exists.</summary>
    public DaySpan Visible;

    /// <summary>Its segments as a deal.</summary>
    public int Set;

    /// <summary>Whether it is a renewal.</summary>
    public bool IsRenewal;

    /// <summary>Whether amount and rate are known.</summary>
    public bool HasAmount;

    /// <summary>Reporting currency at its close day.</summary>
    public decimal Amount;

    /// <summary>Its number in <see cref="IdTexts"/>: ties of the close instant go to the greatest id.</summary>
    public int Id;

    /// <inheritdoc/>
    public readonly int Key => Customer;
}
