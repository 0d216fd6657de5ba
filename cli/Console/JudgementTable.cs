using System.Globalization;
using CrmServerless.Alerts;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Benchmarks;
using CrmServerless.Kpis;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>KPI values beside what they are held against.</summary>
internal static class JudgementTable
{
    /// <summary>One line a rule and segment.</summary>
    public static Table Of(IEnumerable<Judgement> judgements, string currency)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("KPI", "Segment");
        foreach (var name in new[] { "Days", "Value", "Benchmark" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumns("Kind", "State");
        foreach (var judgement in judgements)
        {
            table.AddRow(Cells(judgement, currency).Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static string[] Cells(Judgement judgement, string currency) =>
    [
        judgement.Kpi.Name, judgement.Segment, judgement.Rule.Window == 0 ? "end" : judgement.Rule.Window.ToString(CultureInfo.InvariantCulture),
        Numbers.Value(judgement.Row?.Value, judgement.Kpi.Unit, currency), Benchmark(judgement.Benchmark, judgement.Kpi, currency),
        judgement.Rule.Benchmark.Kind, State(judgement.Decision.State),
    ];

    private static string Benchmark(BenchmarkAnswer answer, Kpi kpi, string currency) => answer switch
    {
        BenchmarkValue { Low: var low, High: var high } when low == high => Numbers.Value(low, kpi.Unit, currency),
        BenchmarkValue { Low: var low, High: var high } => $"{Numbers.Value(low, kpi.Unit, currency)} to {Numbers.Value(high, kpi.Unit, currency)}",
        NoBenchmark { Reason: NoBenchmarkReason.WarmingUp } => "warming up",
        _ => "none yet",
    };

    private static string State(AlertState? state) => state?.Condition switch
    {
        { Status: AlertStatus.Open or AlertStatus.Pending, Since: { } since } condition => $"{Word(condition.Status)}, {Word(condition.Severity)}, since {since:yyyy-MM-dd}",
        { } condition => Word(condition.Status),
        null => "not judged",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
