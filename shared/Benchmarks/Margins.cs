using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>How far beyond its benchmark a value must be for each severity, and how near it must come back.</summary>
/// <param name="Warning">Beyond it is a warning.</param>
/// <param name="Critical">Beyond it is critical; null: never.</param>
/// <param name="Recovery">Within it an open alert recovers; narrower than <paramref name="Warning"/>, so that a value on the edge doesn't flap.</param>
public sealed record Margins(Margin Warning, Margin? Critical, Margin Recovery)
{
    /// <summary>Those of a rule.</summary>
    public static Margins Of(BenchmarkRule rule) => new(rule.Warning, rule.Critical, rule.Recovery);

    /// <summary>A margin's distance in the KPI's unit.</summary>
    /// <param name="margin">The margin.</param>
    /// <param name="expected">The benchmark, in the KPI's unit.</param>
    /// <param name="deviation">One deviation, in the KPI's unit.</param>
    public static double Width(Margin margin, double expected, double deviation) => margin.Unit switch
    {
        MarginUnit.Percent => margin.Amount / 100 * Math.Abs(expected),
        MarginUnit.Deviations => margin.Amount * deviation,
        _ => margin.Amount,
    };
}
