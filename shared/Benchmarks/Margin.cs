namespace CrmServerless.Benchmarks;

/// <summary>What a margin is counted in.</summary>
public enum MarginUnit
{
    /// <summary>Percent of the benchmark's own value: 10 % of a win rate of 30 % is 3 percentage points.</summary>
    Percent,

    /// <summary>Deviations: how far the value usually strays (<see cref="Deviation"/>).</summary>
    Deviations,

    /// <summary>The KPI's own unit: 5 is five percentage points, five hours, five units of reporting currency.</summary>
    Absolute,
}

/// <summary>A distance from the benchmark.</summary>
/// <param name="Amount">At least 0.</param>
/// <param name="Unit">What it is counted in.</param>
public sealed record Margin(double Amount, MarginUnit Unit)
{
    /// <summary>The distance in the KPI's unit.</summary>
    /// <param name="expected">The benchmark, in the KPI's unit.</param>
    /// <param name="deviation">One deviation, in the KPI's unit.</param>
    public double Width(double expected, double deviation) => Unit switch
    {
        MarginUnit.Percent => Amount / 100 * Math.Abs(expected),
        MarginUnit.Deviations => Amount * deviation,
        _ => Amount,
    };
}

/// <summary>How far beyond its benchmark a value must be for each severity, and how near it must come back.</summary>
/// <param name="Warning">Beyond it is a warning.</param>
/// <param name="Critical">Beyond it is critical; null: never.</param>
/// <param name="Recovery">Within it an open alert recovers; narrower than <paramref name="Warning"/>, so that a value on the edge doesn't flap.</param>
public sealed record Margins(Margin Warning, Margin? Critical, Margin Recovery);
