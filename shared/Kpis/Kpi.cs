using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis;

/// <summary>Which way of a KPI is good.</summary>
public enum Direction
{
    /// <summary>More is better.</summary>
    Up,

    /// <summary>Less is better.</summary>
    Down,

    /// <summary>Too much and too little are both bad.</summary>
    Band,
}

/// <summary>The unit of a KPI's value.</summary>
public enum Unit
{
    /// <summary>0..100 (growth rates may leave the range).</summary>
    Percent,

    /// <summary>-100..100.</summary>
    Points,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Reporting currency.</summary>
    Money,

    /// <summary>A quotient of two like things.</summary>
    Ratio,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Orders per buyer.</summary>
    Orders,

    /// <summary>Items per order.</summary>
    Items,
}

/// <summary>A published figure to hold a KPI against.</summary>
/// <param name="Industry">The industry it was measured in; `all` where it is said to hold everywhere.</param>
/// <param name="Low">The figure, or the lower end of its range, in the KPI's unit.</param>
/// <param name="High">The upper end; equal to <paramref name="Low"/> for a single figure.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Year">The year it speaks of, or null when not stated.</param>
/// <param name="Grade">A: read at the source; B: quoted second-hand.</param>
public sealed record IndustryFigure(string Industry, double Low, double High, string Source, int? Year, string Grade);

/// <summary>
/// One entry of the catalogue: everything about a KPI that is data (kpis.md sections 4 and 5).
/// </summary>
public sealed record Kpi
{
    /// <summary>Its id: lower case with underscores, stable for ever (it is part of stored keys).</summary>
    public required string Id { get; init; }

    /// <summary>Its name as people say it.</summary>
    public required string Name { get; init; }

    /// <summary>The question it answers.</summary>
    public required string Question { get; init; }

    /// <summary>The family it is routed and shown by: sales, retention, cost, service, voice, engagement.</summary>
    public required string Family { get; init; }

    /// <summary>The unit of its value.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The unit as metric rows state it: `%`, or the unit's name in lower case.</summary>
    public string UnitText => Unit == Unit.Percent ? "%" : Unit.ToString().ToLowerInvariant();

    /// <summary>Which way is good.</summary>
    public required Direction Better { get; init; }

    /// <summary>Whose dimensions put its facts into segments; where there are two, a segment exists when either has it.</summary>
    public required IReadOnlyList<Carrier> Carriers { get; init; }

    /// <summary>The only dimensions it can be split by, where its carriers' dimensions mean different things; null: all that they have.</summary>
    public IReadOnlyList<string>? Dimensions { get; init; }

    /// <summary>The dimensions it can be split by, by name; columns of one's own come on top where <see cref="Dimensions"/> is null.</summary>
    public IReadOnlyList<string> NamedDimensions => [.. (Dimensions ?? Carriers.SelectMany(CarrierDimensions.Of)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The windows it is computed for, in days; 0 is a snapshot at the day's end.</summary>
    public required IReadOnlyList<int> Windows { get; init; }

    /// <summary>How far before its window its value also looks.</summary>
    public Reach Reach { get; init; } = Reach.Window;

    /// <summary>How its value is made of measures.</summary>
    public required KpiFormula Formula { get; init; }

    /// <summary>Below this sample a value says too little to judge: 30 for percentages, 10 for medians, 1 for sums and counts.</summary>
    public required int MinimumSample { get; init; }

    /// <summary>What misleads about it, in a sentence.</summary>
    public required string Pitfall { get; init; }

    /// <summary>Two or three things to do when it is off.</summary>
    public required IReadOnlyList<string> Playbook { get; init; }

    /// <summary>Published figures; empty where none is worth shipping.</summary>
    public IReadOnlyList<IndustryFigure> IndustryFigures { get; init; } = [];
}
