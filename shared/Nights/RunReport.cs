using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Nights;

/// <summary>What a run did.</summary>
/// <param name="Run">Its number.</param>
/// <param name="From">The first day it computed; null when there was none to compute.</param>
/// <param name="To">The last.</param>
/// <param name="Written">What it wrote.</param>
/// <param name="Quality">What it could not use.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record RunReport(long Run, DateOnly? From, DateOnly? To, WriteResult Written, DataQuality Quality, TimeSpan Elapsed);
