namespace CrmServerless.Kpis.Metrics;

/// <summary>
/// One computed value (kpis.md section 1; the contract of the metrics API and csv in design.md).
/// </summary>
/// <param name="Day">The closed local day it speaks of.</param>
/// <param name="Kpi">The KPI's id.</param>
/// <param name="Window">Days ending with <paramref name="Day"/>, or 0 for a snapshot at its end.</param>
/// <param name="Segment">`all`, `region=EMEA`, or `region=EMEA&amp;tier=Gold` (kpis.md section 3).</param>
/// <param name="Value">The value in the KPI's unit, or null where there is no data.</param>
/// <param name="Numerator">Of a quotient, unrounded, before the x 100; else null.</param>
/// <param name="Denominator">Of a quotient; else null.</param>
/// <param name="Sample">How many things the value rests on.</param>
/// <param name="Unit">The KPI's unit, lower case.</param>
/// <param name="HasData">False is status nodata.</param>
public sealed record MetricRow(
    DateOnly Day, string Kpi, int Window, string Segment, double? Value, double? Numerator, double? Denominator, long Sample, string Unit, bool HasData)
{
    /// <summary>`ok` or `nodata`.</summary>
    public string Status => HasData ? "ok" : "nodata";
}
