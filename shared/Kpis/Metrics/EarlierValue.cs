namespace CrmServerless.Kpis.Metrics;

/// <summary>What was reported of a KPI, window, segment and day before it was computed anew.</summary>
/// <param name="Value">In the KPI's unit; null where there was no data.</param>
/// <param name="Numerator">Of a quotient; else null.</param>
/// <param name="Denominator">Of a quotient; else null.</param>
/// <param name="Sample">How many things it rested on.</param>
/// <param name="HasData">False is status nodata.</param>
/// <param name="Run">The run that had computed it.</param>
/// <param name="ChangedAt">When it was replaced (UTC).</param>
public sealed record EarlierValue(double? Value, double? Numerator, double? Denominator, long Sample, bool HasData, long Run, DateTimeOffset ChangedAt);
