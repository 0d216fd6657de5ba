using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm metrics`: computed values as csv.</summary>
internal static class MetricsCommand
{
    public static Command Create(Terminal terminal)
    {
        var from = Days.Option("--from", "The first day.");
        var to = Days.Option("--to", "The last day.");
        from.Required = to.Required = true;
        var kpi = new Option<string?>("--kpi") { Description = "Only this KPI.", HelpName = "ID" };
        var segment = new Option<string?>("--segment") { Description = "Only this segment, e.g. all or region=North.", HelpName = "TEXT" };
        var window = new Option<int?>("--window") { Description = "Only this window; 0 is a snapshot.", HelpName = "DAYS" };
        var output = new Option<string?>("--out") { Description = "Writes to a file instead of standard output.", HelpName = "FILE" };
        var url = AppOptions.Url();
        var key = AppOptions.Key();
        return new Command("metrics", "Prints computed values as csv: day,kpi,window,segment,value,numerator,denominator,sample,unit,status.") { from, to, kpi, segment, window, output, url, key }
            .WithRange(from, to)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var http = new HttpClient();
                var app = AppOptions.Client(http, parsed, url, key, terminal.Time);
                var query = new MetricQuery(parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value, parsed.GetValue(kpi), parsed.GetValue(segment), parsed.GetValue(window));
                await WriteAsync(terminal, app, query, parsed.GetValue(output), cancellationToken);
                return ExitCodes.Good;
            });
    }

    private static async Task WriteAsync(Terminal terminal, App.AppClient app, MetricQuery query, string? path, CancellationToken cancellationToken)
    {
        await using var destination = path is null ? System.Console.OpenStandardOutput() : File.Create(path);
        await new Steps(terminal).RunAsync("Reading metrics", _ => app.CopyMetricsAsync(query, destination, cancellationToken));
    }
}
