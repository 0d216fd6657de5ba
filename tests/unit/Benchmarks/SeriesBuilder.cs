using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Benchmarks;

/// <summary>Hand-made series and questions.</summary>
internal static class SeriesBuilder
{
    public static Kpi Kpi(KpiUnit unit = KpiUnit.Percent, Direction better = Direction.Up, Reach reach = Reach.Window) => new()
    {
        Id = "win_rate",
        Name = "Win rate",
        Question = "How many of the deals we close do we win?",
        Family = "sales",
        Unit = unit,
        Better = better,
        Windows = [90],
        Reach = reach,
        Formula = new CrmServerless.Kpis.CountFormula(CrmServerless.Kpis.Measures.Known.Sales), Carriers = [CrmServerless.Kpis.Segments.Carrier.Sale],
        MinimumSample = 30,
        Pitfall = "Deals that nobody closes don't count.",
        Playbook = ["Ask the owners of the last ten lost deals for the reason."],
    };

    public static MetricRow Row(DateOnly day, double? value, long sample = 100, int window = 90) =>
        new(day, "win_rate", window, "all", value, null, null, sample, "percent", value is not null);

    public static BenchmarkQuestion Question(
        Kpi kpi, int window, DateOnly day, IEnumerable<MetricRow> rows, DateOnly start, long minimumSample = 30, int activityDays = 365) =>
        new(kpi, window, day, rows.ToDictionary(row => row.Day), new DataCoverage(start, 30, activityDays), minimumSample);

    public static HistoryBenchmark History(Margins margins, HistoryBasis basis = HistoryBasis.Auto) => new(new HistoryDefinition(basis), margins);

    public static TargetBenchmark Target(double low, double high, Margins margins, string? by = null) =>
        TargetBenchmark.Of(new ExpectationDefinition(low, high, by), margins);

    public static Margins Percent(double warning, double? critical = null, double recovery = 0) => Of(MarginUnit.Percent, warning, critical, recovery);

    public static Margins Of(MarginUnit unit, double warning, double? critical = null, double recovery = 0) =>
        new(new Margin(warning, unit), critical is { } amount ? new Margin(amount, unit) : null, new Margin(recovery, unit));
}
