using CrmServerless.Kpis;

namespace CrmServerless.Benchmarks;

/// <summary>The limits that margins draw around an expected value.</summary>
/// <param name="Low">The expected value, or the low end of the expected band.</param>
/// <param name="High">The high end; equal to <paramref name="Low"/> for one value.</param>
/// <param name="Deviation">One deviation in the KPI's unit.</param>
/// <param name="Worse">Which way is worse: both for a band.</param>
internal sealed record LimitsAround(double Low, double High, double Deviation, Direction Worse)
{
    /// <summary>Margins around the value that <paramref name="kpi"/> should have; a band is bad on both sides whatever the KPI's direction.</summary>
    public static LimitsAround Expected(Kpi kpi, double low, double high, double deviation) =>
        new(low, high, deviation, low < high ? Direction.Band : kpi.Better);

    /// <summary>The limits at <paramref name="margin"/> from the expected value, on the side that is worse.</summary>
    public Limits At(Margin margin) => new(
        Worse == Direction.Down ? null : Low - margin.Width(Low, Deviation),
        Worse == Direction.Up ? null : High + margin.Width(High, Deviation));
}
