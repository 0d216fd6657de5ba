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
    private readonly Carrier? of;
    private readonly Measure? sample;

    /// <summary>What it is, in words that follow 'the number of', 'the sum of' or the like.</summary>
    public string About { get; init; } = string.Empty;

    /// <summary>Whose dimensions put its facts into segments; default: the first of <see cref="Needs"/>.</summary>
    public Carrier Of { get => of ?? Needs[0]; init => of = value; }

    /// <summary>
    /// What some record has to state for it to be other than 0, besides being there: each `entity.column` or `entity.column=word`, or several of
    /// these of which one will do, joined by `|`.
    /// </summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>How far before its window it also looks.</summary>
    public Reach Reach { get; init; } = Reach.Window;

    /// <summary>Whether it is a state at the day's end, the same for every window, rather than something that happened in the window.</summary>
    public bool IsState { get; init; }

    /// <summary>Whether a sum adds up things that were counted elsewhere (messages, visitors), so that it is a sample by itself.</summary>
    public bool IsOfThings { get; init; }

    /// <summary>The measure that counts its facts: for sums the facts with a known amount; a count is its own. Null where nothing counts them.</summary>
    public Measure? Sample { get => IsCount ? this : sample; init => sample = value; }

    /// <summary>Whether it counts things, rather than amounts.</summary>
    public bool IsCount => Kind is MeasureKind.Count or MeasureKind.StockCount || IsOfThings;

    /// <summary>Whether sums, differences and ratios can be made of it; single values have a median only.</summary>
    public bool AddsUp => Kind != MeasureKind.Values;

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
