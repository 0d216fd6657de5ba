using System.Globalization;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Wording;
using CrmServerless.Benchmarks;
using CrmServerless.Kpis;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>What would be told of a day.</summary>
internal static class PreviewedAlerts
{
    /// <summary>One line a rule and segment: the value, the benchmark, whether it is told and to whom, or why not.</summary>
    public static Table Table(NightPreview preview, string currency)
    {
        var told = preview.Told.ToDictionary(entry => entry.Key, entry => string.Join(", ", entry.To.Select(to => $"{to.Person} ({to.Channel.ToString().ToLowerInvariant()})")));
        var table = new Table { Border = TableBorder.Simple }.AddColumns("Rule", "KPI", "Segment", "Days", "Value", "Benchmark", "Why, or why not", "To");
        foreach (var judgement in preview.Judgements)
            table.AddRow(Cells(judgement, told.GetValueOrDefault(judgement.Key, ""), currency).Select(Markup.Escape).ToArray());
        return table;
    }

    /// <summary>The messages: to whom, when, and the text.</summary>
    public static IEnumerable<string> Messages(NightPreview preview)
    {
        if (preview.Deliveries.Count == 0)
            yield return "Nobody would be told anything.";
        foreach (var delivery in preview.Deliveries)
        {
            yield return "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"To {delivery.Key.Person} by {delivery.Key.Channel.ToString().ToLowerInvariant()}, not before {delivery.NotBefore:yyyy-MM-dd HH:mm zzz}{(delivery.Address is null ? "; there is no way to reach this person" : "")}: {delivery.Subject}");
            if (delivery.Content.Mail is { } mail)
                yield return mail.Text;
        }
    }

    private static string[] Cells(Judgement judgement, string to, string currency) =>
    [
        judgement.Rule.Id, judgement.Kpi.Id, judgement.Segment, judgement.Rule.Window == 0 ? "end" : judgement.Rule.Window.ToString(CultureInfo.InvariantCulture),
        Numbers.Value(judgement.Row?.Value, judgement.Kpi.Unit, currency), Benchmark(judgement, judgement.Kpi.Unit, currency), WhyNot.Of(judgement), to,
    ];

    private static string Benchmark(Judgement judgement, Unit unit, string currency) => judgement.Benchmark switch
    {
        BenchmarkValue { Low: var low, High: var high } when low == high => Numbers.Value(low, unit, currency),
        BenchmarkValue { Low: var low, High: var high } => $"{Numbers.Value(low, unit, currency)} to {Numbers.Value(high, unit, currency)}",
        _ => "-",
    };
}
