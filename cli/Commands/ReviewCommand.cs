using System.CommandLine;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Reviews;
using CrmServerless.Kpis.Segments;
using CrmServerless.Nights;
using CrmServerless.RecordStore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm review`: the KPIs of a week, month or quarter to date, beside the same part of the one before.</summary>
internal static class ReviewCommand
{
    public static Command Create(Terminal terminal)
    {
        var kind = new Argument<PeriodKind>("PERIOD") { Description = "week (Monday to Sunday), month or quarter." };
        var day = Days.Option("--day", "The last day that counts; without it the last closed one.");
        var kpi = new Option<string?>("--kpi") { Description = "Only this KPI.", HelpName = "ID" };
        var segment = new Option<string>("--segment") { Description = "This segment instead of the whole business; `*`: each configured one.", HelpName = "TEXT", DefaultValueFactory = _ => SegmentText.All };
        var output = new Option<string?>("--out") { Description = "Writes csv to a file instead of a table.", HelpName = "FILE" };
        var connection = InstallationOptions.Connection();
        return new Command("review", "Computes the KPIs of a period up to a day, and of the same part of the period before (of 1 to 17 October: 1 to 17 September).") { kind, day, kpi, segment, output, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var services = InstallationServices.Of(InstallationOptions.Storage(parsed, connection), terminal.Time);
                var configuration = await services.GetRequiredService<IConfigurationSource>().LoadAsync(cancellationToken);
                var only = parsed.GetValue(kpi) is { } id ? KpisCommand.Find(configuration.Kpis, id) : null;
                var last = parsed.GetValue(day) ?? NightSchedule.ClosedDay(terminal.Time.GetUtcNow(), configuration.Business);
                var period = ReviewPeriod.ToDate(parsed.GetValue(kind), last);
                var wanted = parsed.GetValue(segment)!;
                var lines = (await new Steps(terminal).RunAsync("Computing", _ => LinesAsync(services, configuration, parsed.GetValue(kind), period, cancellationToken)))
                    .Where(line => (only is null || line.Kpi.Id == only.Id) && (wanted == "*" || line.Now.Segment == wanted)).ToList();
                await ShowAsync(terminal, new ReviewTable(parsed.GetValue(kind), period, configuration.Business.ReportingCurrency), lines, parsed.GetValue(output), cancellationToken);
                return ExitCodes.Good;
            });
    }

    private static async Task<IReadOnlyList<ReviewLine>> LinesAsync(
        ServiceProvider services, CrmConfiguration configuration, PeriodKind kind, ReviewPeriod period, CancellationToken cancellationToken)
    {
        var derived = await services.GetRequiredService<IDerivedDimensions>().LoadAsync(cancellationToken);
        var snapshot = await services.GetRequiredService<IRecordStore>().SnapshotAsync(cancellationToken);
        using var loaded = await new KpiEngine(configuration.Business, derived).ReadAsync(snapshot, since: 0, cancellationToken);
        return new KpiReview(loaded, configuration.Kpis, configuration.Business).Of(kind, period);
    }

    private static async Task ShowAsync(Terminal terminal, ReviewTable table, IReadOnlyList<ReviewLine> lines, string? path, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            await File.WriteAllLinesAsync(path, table.Csv(lines), cancellationToken);
            return;
        }

        terminal.WriteLine(table.Title);
        terminal.Results.Write(table.Of(lines));
    }
}
