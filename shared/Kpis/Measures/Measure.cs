using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Measures;

/// <summary>What a measure adds up.</summary>
public enum MeasureKind
{
    /// <summary>Things: whole numbers.</summary>
    Count,

    /// <summary>Amounts: exact decimals.</summary>
    Sum,

    /// <summary>Amounts held at the day's end in their own currency, converted at that day's rate.</summary>
    Stock,

    /// <summary>How many such amounts there are whose rate of the day is known.</summary>
    StockCount,

    /// <summary>Single values of which the median is asked.</summary>
    Values,
}

/// <summary>
/// Something the engine can measure by day and segment. KPIs are made of measures; a measure is fed by exactly one place in the engine.
/// </summary>
/// <param name="Id">Its id, for formulas and explanations.</param>
/// <param name="Kind">What it adds up.</param>
/// <param name="Needs">The carriers whose entity must be delivered for the measure to be 0 rather than unknown.</param>
public sealed record Measure(string Id, MeasureKind Kind, params IReadOnlyList<Carrier> Needs)
{
    private readonly int hash = Id.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(Measure? other) => ReferenceEquals(this, other) || (other is not null && Id == other.Id);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The sum of two measures over the KPI's window.</summary>
    public static Term operator +(Measure left, Measure right) => Term.FromMeasure(left) + right;

    /// <summary>The sum of two measures over the KPI's window.</summary>
    public static Term Add(Measure left, Measure right) => left + right;

    /// <inheritdoc/>
    public override string ToString() => Id;
}
