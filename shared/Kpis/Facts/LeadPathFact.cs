using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>A way from a lead to a customer: the lead's own, or over a deal that names the lead.</summary>
internal struct LeadPathFact : IFact
{
    /// <summary>The customer at the end.</summary>
    public int Customer;

    /// <summary>The lead's number.</summary>
    public int Lead;

    /// <summary>The days D for which the way exists.</summary>
    public DaySpan Visible;

    /// <inheritdoc/>
    public readonly int Key => Customer;
}
