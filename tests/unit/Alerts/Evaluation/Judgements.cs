using CrmServerless.Alerts;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Tests.Unit.Alerts.Evaluation;

internal static class Judgements
{
    public static Judgement Of(Kpi kpi, int window, string segment, DateOnly day, MetricRow? row) => new()
    {
        Rule = Rule(kpi.Id, window),
        Kpi = kpi,
        Segment = segment,
        Day = day,
        Row = row,
        Benchmark = new NoBenchmark(NoBenchmarkReason.NoData),
        MinimumSample = kpi.MinimumSample,
        Decision = new Decision(null, Reason.FirstBreach, null),
    };

    public static BenchmarkRule Rule(string kpi, int window) => new()
    {
        Id = $"{kpi}-rule",
        Kpi = kpi,
        Window = window,
        Benchmark = new HistoryDefinition(),
        Warning = new Margin(10, MarginUnit.Percent),
        Recovery = new Margin(5, MarginUnit.Percent),
    };

    public static BenchmarkValue Value(double expected, string kind) => new()
    {
        Kind = kind,
        Low = expected,
        High = expected,
        Warning = new Limits(null, null),
        Recovery = new Limits(null, null),
        Source = "a test",
    };
}
