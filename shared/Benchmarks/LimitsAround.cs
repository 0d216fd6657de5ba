using CrmServerless.Configuration;
using CrmServerless.Kpis;

namespace CrmServerless.Benchmarks;

/// <summary>An expected value, or band, and the limits that margins draw around it.</summary>
/// <param name="Low">The expected value, or the low end of the expected band.</param>
/// <param name="High">The high end; equal to <paramref name="Low"/> for one value.</param>
/// <param name="Deviation">One deviation in the KPI's unit.</param>
/// <param name="Worse">Which way the limits are: that which is worse, or both.</param>
internal sealed record LimitsAround(double Low, double High, double Deviation, Direction Worse)
{
    /// <summary>Around what <paramref name="kpi"/> should be; a band is bad on both sides whatever the KPI's direction.</summary>
    public static LimitsAround Expected(Kpi kpi, double low, double high, double deviation) =>
        new(low, high, deviation, low < high ? Direction.Band : kpi.Better);

    /// <summary>The same expectation, bad only where the KPI gets worse: a published range is no wish to stay inside it.</summary>
    public LimitsAround WorseOnly(Kpi kpi) => this with { Worse = kpi.Better };

    /// <summary>The benchmark's value with the limits at each margin.</summary>
    public BenchmarkValue Value(string kind, string source, Margins margins) => new()
    {
        Kind = kind,
        Low = Low,
        High = High,
        Warning = At(margins.Warning),
        Critical = margins.Critical is { } critical ? At(critical) : null,
        Recovery = At(margins.Recovery),
        Source = source,
    };

    private Limits At(Margin margin) => new(
        Worse == Direction.Down ? null : Low - Margins.Width(margin, Low, Deviation),
        Worse == Direction.Up ? null : High + Margins.Width(margin, High, Deviation));
}
