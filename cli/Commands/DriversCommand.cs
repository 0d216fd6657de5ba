using System.CommandLine;
using System.Globalization;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Drivers;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm drivers KPI DAY`: which segments a change between two computed days comes from.</summary>
internal static class DriversCommand
{
    public static Command Create(Terminal terminal)
    {
        var kpi = new Argument<string>("KPI") { Description = "A KPI's id." };
        var day = Days.Argument("DAY", "The day, as yyyy-MM-dd.");
        var by = new Option<string>("--by") { Description = "The dimension to split by, e.g. region; one that is computed.", HelpName = "DIMENSION", Required = true };
        var against = Days.Option("--against", "The day to compare with. Without it: a window earlier, of a state 30 days.");
        var segment = new Option<string>("--segment") { Description = "Splits this segment instead of the whole business.", HelpName = "TEXT", DefaultValueFactory = _ => SegmentText.All };
        var window = new Option<int?>("--window") { Description = "The window; without it the KPI's longest.", HelpName = "DAYS" };
        var connection = InstallationOptions.Connection();
        return new Command("drivers", "Splits the change of a KPI between two days among the values of a dimension: of a ratio into each value's own change (rate) and its weight's (mix).")
        { kpi, day, by, against, segment, window, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var services = InstallationServices.Of(InstallationOptions.Storage(parsed, connection), terminal.Time);
                var configuration = await services.GetRequiredService<IConfigurationSource>().LoadAsync(cancellationToken);
                var about = KpisCommand.Find(configuration.Kpis, parsed.GetValue(kpi)!);
                var days = parsed.GetValue(window) ?? about.Windows.Max();
                var earlier = parsed.GetValue(against) ?? parsed.GetValue(day).AddDays(days == 0 ? -30 : -days);
                var reader = services.GetRequiredService<IMetricReader>();
                var now = await RowsAsync(reader, about, days, parsed.GetValue(day), cancellationToken);
                var before = await RowsAsync(reader, about, days, earlier, cancellationToken);
                Print(terminal, about, parsed.GetValue(segment)!, parsed.GetValue(by)!, now, before, configuration.Business.ReportingCurrency);
                return ExitCodes.Good;
            });
    }

    private static async Task<Dictionary<string, MetricRow>> RowsAsync(IMetricReader reader, Kpi kpi, int window, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await reader.ReadAsync(new MetricQuery(day, day, kpi.Id, Window: window), cancellationToken).ToDictionaryAsync(row => row.Segment, cancellationToken: cancellationToken);
        return rows.Count > 0 ? rows : throw new CliException(string.Create(CultureInfo.InvariantCulture, $"{kpi.Id} was not computed for {day:yyyy-MM-dd} over {window} days; `crm compute` does it"));
    }

    private static void Print(
        Terminal terminal, Kpi kpi, string whole, string dimension, Dictionary<string, MetricRow> now, Dictionary<string, MetricRow> before, string currency)
    {
        if (kpi.Formula is MedianFormula)
            throw new CliException($"{kpi.Id} is a median: no part of it adds up to the whole");
        var segments = SegmentsOf(whole, dimension, [.. now.Keys.Union(before.Keys)]);
        if (segments.Count == 0)
            throw new CliException($"{whole} was not computed by {dimension}: business.yaml names the segments");
        if (ChangeSplit.Of(whole, segments, now, [before]) is not { } split)
            throw new CliException($"{kpi.Id} of {whole} has no value on both days");
        terminal.WriteLine($"{kpi.Name}, {whole}: {Numbers.Value(split.Before, kpi.Unit, currency)} to {Numbers.Value(split.Now, kpi.Unit, currency)}");
        terminal.Results.Write(DriverTable.Of(split, kpi, currency));
    }

    private static List<string> SegmentsOf(string whole, string dimension, IReadOnlyList<string> known)
    {
        var own = SegmentText.Parse(whole);
        return [.. known.Where(segment => SegmentText.Parse(segment) is var pairs && pairs.Count == own.Count + 1 && pairs.Any(pair => pair.Key == dimension) && own.All(pairs.Contains))];
    }
}
