using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Kpis.Reviews;

/// <summary>A KPI of a period and of the same part of the period before.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Now">Its value over the period to date; its window is the number of days. States and KPIs that need their own window: the value at the last day.</param>
/// <param name="Before">The same of the period before; null where the segment had no row then.</param>
public sealed record ReviewLine(Kpi Kpi, MetricRow Now, MetricRow? Before)
{
    /// <summary>The change in the KPI's unit; null where either has no value.</summary>
    public double? Change => Now.Value - Before?.Value;
}

/// <summary>
/// KPIs by week, month or quarter, to date and beside the same part of the period before. Exact: computed over just these days by the engine of every
/// night, not put together from daily values (a ratio, a median or a number of distinct customers of a month is in no sum of days).
/// </summary>
/// <param name="loaded">The records.</param>
/// <param name="catalogue">The KPIs.</param>
/// <param name="business">business.yaml.</param>
public sealed class KpiReview(KpiEngine.Loaded loaded, KpiCatalogue catalogue, BusinessConfiguration business)
{
    /// <summary>The lines of a period, by KPI as the catalogue lists them, then by segment.</summary>
    /// <param name="kind">The kind of period.</param>
    /// <param name="period">The period to date.</param>
    public IReadOnlyList<ReviewLine> Of(PeriodKind kind, ReviewPeriod period)
    {
        var before = RowsOf(period.Previous(kind));
        var now = RowsOf(period);
        return [.. catalogue.All.SelectMany(kpi => now
            .Where(row => row.Key.Kpi == kpi.Id)
            .OrderBy(row => row.Key.Segment, StringComparer.Ordinal)
            .Select(row => new ReviewLine(kpi, row.Value, before.GetValueOrDefault(row.Key))))];
    }

    private Dictionary<(string Kpi, string Segment), MetricRow> RowsOf(ReviewPeriod period) =>
        loaded.Compute(new KpiPlan(catalogue.All.Select(kpi => Over(kpi, period.Days)), catalogue, business), period.To, period.To).ToDictionary(row => (row.Kpi, row.Segment));

    /// <summary>A state has no window; what is a year's rate by definition keeps its year.</summary>
    private Kpi Over(Kpi kpi, int days) =>
        kpi.Windows.All(window => window == 0) ? kpi with { Windows = [0] }
        : NeedsItsWindow(kpi) ? kpi with { Windows = [kpi.Windows.Max()] }
        : kpi with { Windows = [days] };

    private bool NeedsItsWindow(Kpi kpi) =>
        kpi.Formula is LifetimeFormula || kpi.Formula.Kpis.Select(catalogue.Find).OfType<Kpi>().Any(NeedsItsWindow);
}
