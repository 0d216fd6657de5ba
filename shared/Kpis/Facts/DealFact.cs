using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>What became of a deal.</summary>
internal enum DealStatus : byte
{
    /// <summary>Open, or a word that means nothing to a KPI.</summary>
    Open,

    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,
}

/// <summary>A deal.</summary>
internal struct DealFact : IFact
{
    /// <summary>A running number: deals belong to nobody here.</summary>
    public int Number;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When it was created.</summary>
    public Moment Created;

    /// <summary>When it was won or lost; of no meaning while open.</summary>
    public Moment Closed;

    /// <summary>What became of it.</summary>
    public DealStatus Status;

    /// <summary>Whether it is a renewal.</summary>
    public bool IsRenewal;

    /// <summary>The days D for which it exists.</summary>
    public DaySpan Visible;

    /// <summary>Its segments.</summary>
    public int Set;

    /// <summary>Whether it states an amount.</summary>
    public bool HasAmount;

    /// <summary>The amount in its own currency.</summary>
    public decimal Amount;

    /// <summary>The currency's number.</summary>
    public int Currency;

    /// <inheritdoc/>
    public readonly int Key => Number;
}
