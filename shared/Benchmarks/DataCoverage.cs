using CrmServerless.Kpis;

namespace CrmServerless.Benchmarks;

/// <summary>Which windows lie wholly inside the data.</summary>
/// <param name="Start">The first day on which any record speaks, or null when there is none.</param>
/// <param name="LeadMaturityDays">How far before the day a lead cohort's window ends (kpis.md section 4).</param>
/// <param name="ActivityDays">How far back a sale makes a customer active; 0 where activity is a matter of status.</param>
public readonly record struct DataCoverage(DateOnly? Start, int LeadMaturityDays, int ActivityDays)
{
    /// <summary>Whether the window's own days, and those it is measured against, lie on or after the start. Enough to hold the value against a target.</summary>
    public bool CoversWindow(Kpi kpi, int window, DateOnly day) => day.AddDays(1 - Math.Max(window, 1) - Before(kpi, window)) >= Start;

    /// <summary>
    /// Whether also everything that shapes the value from further back does, so that it is comparable with later ones: the activity that makes a
    /// cohort, and the month a snapshot stands for.
    /// </summary>
    public bool CoversComparably(Kpi kpi, int window, DateOnly day)
    {
        var first = window == 0 ? day.AddMonths(-1) : day.AddDays(1 - window);
        return first.AddDays(-Before(kpi, window) - (kpi.Reach == Reach.Activity ? ActivityDays : 0)) >= Start;
    }

    private int Before(Kpi kpi, int window) => kpi.Reach switch
    {
        Reach.WindowBefore => window,
        Reach.LeadMaturity => LeadMaturityDays,
        _ => 0,
    };
}
