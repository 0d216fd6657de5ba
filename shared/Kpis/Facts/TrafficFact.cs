namespace CrmServerless.Kpis.Facts;

/// <summary>A day's visitors and conversions of a channel and action, where both are stated.</summary>
internal readonly record struct TrafficFact(int Day, int Set, decimal Visitors, decimal Conversions, int Origin);
