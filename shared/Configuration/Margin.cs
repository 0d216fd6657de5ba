using System.Globalization;

namespace CrmServerless.Configuration;

/// <summary>What a margin is measured in.</summary>
public enum MarginUnit
{
    /// <summary>% of the benchmark's value: 10% of a win rate of 30 is 3 points.</summary>
    Percent,

    /// <summary>Deviations: how far the value usually strays, at least the sampling error of a ratio (design.md, 'Benchmarks').</summary>
    Deviations,

    /// <summary>The KPI's own unit: points for percentages, reporting currency for money.</summary>
    Absolute,
}

/// <summary>How much worse than a benchmark a value may be.</summary>
/// <param name="Amount">At least 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">What it is measured in.</param>
public sealed record Margin(double Amount, MarginUnit Unit)
{
    /// <summary>The same fraction of the way, in the same unit.</summary>
    public Margin Times(double factor) => this with { Amount = Amount * factor };

    /// <summary>As benchmarks.yaml writes it: `10%`, `2 deviations`, `3`.</summary>
    public override string ToString() => Unit switch
    {
        MarginUnit.Percent => string.Create(CultureInfo.InvariantCulture, $"{Amount}%"),
        MarginUnit.Deviations => string.Create(CultureInfo.InvariantCulture, $"{Amount} deviations"),
        _ => Amount.ToString(CultureInfo.InvariantCulture),
    };
}
