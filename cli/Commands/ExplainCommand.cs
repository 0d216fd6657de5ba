using System.CommandLine;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Nights;
using CrmServerless.RecordStore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm explain KPI DAY [SEGMENT]`: where a value comes from, and why it may differ from what the CRM shows.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var kpi = new Argument<string>("KPI") { Description = "A KPI's id." };
        var day = Days.Argument("DAY", "The day, as yyyy-MM-dd.");
        var segment = new Argument<string>("SEGMENT") { Description = "all, or e.g. region=North or region=North&tier=Enterprise.", DefaultValueFactory = _ => "all" };
        var window = new Option<int?>("--window") { Description = "Days that end with the day; without it the KPI's longest.", HelpName = "DAYS" };
        var connection = InstallationOptions.Connection();
        return new Command(
            "explain",
            "Computes one value once more and tells where it comes from: formula, window, the records that weigh most, those that did not count and why, exchange rates, and what was "
            + "stored of it earlier.")
        { kpi, day, segment, window, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var services = InstallationServices.Of(InstallationOptions.Storage(parsed, connection), terminal.Time);
                var configuration = services.GetRequiredService<IConfigurationSource>();
                var catalogue = (await configuration.LoadAsync(cancellationToken)).Kpis;
                var request = new Request(KpisCommand.Find(catalogue, parsed.GetValue(kpi)!), parsed.GetValue(day), parsed.GetValue(segment)!, parsed.GetValue(window));
                var lines = await new Steps(terminal).RunAsync("Reading the records", _ => ExplainAsync(services, request, terminal.Time, cancellationToken));
                terminal.WriteLine(string.Join('\n', lines));
                return ExitCodes.Good;
            });
    }

    private static async Task<IReadOnlyList<string>> ExplainAsync(ServiceProvider services, Request request, TimeProvider time, CancellationToken cancellationToken)
    {
        var source = services.GetRequiredService<IConfigurationSource>();
        var configuration = await source.LoadAsync(cancellationToken);
        var derived = await services.GetRequiredService<IDerivedDimensions>().LoadAsync(cancellationToken);
        var snapshot = await services.GetRequiredService<IRecordStore>().SnapshotAsync(cancellationToken);
        var progress = await new RunLog(services.GetRequiredService<CrmStorage>(), time).ReadProgressAsync(cancellationToken);
        var explanation = await new KpiExplainer(configuration.Business, derived, configuration.Kpis, progress.Kept)
            .ExplainAsync(snapshot, request.Kpi, request.WindowOrLongest, request.Segment, request.Day, cancellationToken);
        var stored = await new ComputedMetrics(services.GetRequiredService<CrmStorage>(), source, time)
            .Reader.FindAsync(request.Kpi.Id, request.WindowOrLongest, request.Segment, request.Day, cancellationToken);
        return [.. new ExplanationText(explanation, configuration.Business.ReportingCurrency).Lines(stored)];
    }

    private sealed record Request(Kpi Kpi, DateOnly Day, string Segment, int? Window)
    {
        public int WindowOrLongest => Window ?? Kpi.Windows.Max();
    }
}
