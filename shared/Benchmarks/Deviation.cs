using CrmServerless.Kpis;

namespace CrmServerless.Benchmarks;

/// <summary>How far a KPI's value strays without anything being wrong.</summary>
public static class Deviation
{
    private const double LeastShareOfMedian = 0.02;

    /// <summary>
    /// One deviation in the KPI's unit: the greatest of the median absolute deviation of the compared values, 2 % of the expected value,
    /// and the sampling error that a value resting on <paramref name="sample"/> things has by chance alone.
    /// </summary>
    /// <param name="unit">The KPI's unit.</param>
    /// <param name="expected">The expected value.</param>
    /// <param name="compared">The values it is the median of; empty for a target.</param>
    /// <param name="sample">What the judged value rests on.</param>
    public static double Of(Unit unit, double expected, IReadOnlyCollection<double> compared, long sample) => Math.Max(
        Math.Max(AbsoluteAround(expected, compared), LeastShareOfMedian * Math.Abs(expected)),
        SamplingError(unit, expected, sample));

    /// <summary>
    /// The standard error by chance alone: of a share p of n things sqrt(p (1 - p) / n) (binomial); of nps, whose answers lie in -1..1, at most
    /// sqrt((1 - p^2) / n); of a count sqrt(count) (Poisson). 0 for other units, and for a percentage that is no share (outside 0..100).
    /// </summary>
    public static double SamplingError(Unit unit, double expected, long sample) => unit switch
    {
        Unit.Percent when sample > 0 && expected is >= 0 and <= 100 => 100 * Math.Sqrt(expected / 100 * (1 - expected / 100) / sample),
        Unit.Points when sample > 0 && Math.Abs(expected) <= 100 => 100 * Math.Sqrt((1 - Math.Pow(expected / 100, 2)) / sample),
        Unit.Count when expected > 0 => Math.Sqrt(expected),
        _ => 0,
    };

    private static double AbsoluteAround(double expected, IReadOnlyCollection<double> compared) =>
        compared.Count == 0 ? 0 : Median.Of(compared.Select(value => Math.Abs(value - expected)));
}
