using System.Globalization;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Configuration.Files;

/// <summary>
/// The rules there are without a benchmarks.yaml: the main sales KPIs against their own history, for the whole business, and the win rate
/// by region where that is computed.
/// </summary>
internal static class DefaultBenchmarks
{
    private static readonly (string Kpi, int Window)[] Watched =
    [
        ("revenue", 30), ("deals_won", 30), ("win_rate", 90), ("average_deal_size", 90), ("sales_cycle_days", 90), ("pipeline_value", 0),
        ("new_leads", 30), ("lead_conversion_rate", 90), ("new_customers", 30), ("active_customers", 0), ("average_order_value", 30),
    ];

    public static IReadOnlyList<BenchmarkRule> For(KpiCatalogue catalogue, IReadOnlySet<string>? segments)
    {
        var rules = Watched.Where(w => catalogue.Find(w.Kpi)?.Windows.Contains(w.Window) == true).Select(w => Rule(w.Kpi, w.Window));
        return [.. rules.Select(rule => rule.Kpi == "win_rate" && segments?.Contains("region") == true ? rule with { Segments = AlsoEachRegion } : rule)];
    }

    private static RuleSegments AlsoEachRegion => new() { Exactly = ["all"], Each = ["region"] };

    // Two days: one odd day at the edge of a window should not disturb anybody.
    private static BenchmarkRule Rule(string kpi, int window) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{kpi}.{window}.history"),
        Kpi = kpi,
        Window = window,
        Benchmark = new HistoryDefinition(),
        Warning = new Margin(2, MarginUnit.Deviations),
        Critical = new Margin(4, MarginUnit.Deviations),
        Recovery = new Margin(1, MarginUnit.Deviations),
        ConsecutiveDays = 2,
    };
}
