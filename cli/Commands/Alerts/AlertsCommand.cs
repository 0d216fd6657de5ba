using System.CommandLine;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Storage;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Cli.Commands.Alerts;

/// <summary>`crm alerts`: the alerts that stand; `--preview DAY`: what would be told of a day; and what can be answered to them.</summary>
internal static class AlertsCommand
{
    private const int NightsBefore = 45;

    public static Command Create(Terminal terminal)
    {
        var all = new Option<bool>("--all") { Description = "Also those that are well." };
        var preview = Days.Option("--preview", "Shows what the configuration of now would tell whom of this past day, and why, or why not; nothing is sent.");
        var connection = InstallationOptions.Connection();
        var command = new Command("alerts", "Lists the alerts that stand: rule, segment, since when, and whether they are quiet.") { all, preview, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                using var services = InstallationServices.Of(InstallationOptions.Storage(parsed, connection), terminal.Time);
                if (parsed.GetValue(preview) is { } day)
                    await PreviewAsync(terminal, services, day, cancellationToken);
                else
                    await ListAsync(terminal, services, parsed.GetValue(all), cancellationToken);
                return ExitCodes.Good;
            });
        foreach (var answer in AnswerCommands.Create(terminal))
            command.Add(answer);
        return command;
    }

    private static async Task ListAsync(Terminal terminal, ServiceProvider services, bool all, CancellationToken cancellationToken)
    {
        var zone = (await services.GetRequiredService<IConfigurationSource>().LoadAsync(cancellationToken)).Business.TimeZone;
        var alerts = await services.GetRequiredService<AlertStore>().ListAsync(cancellationToken);
        terminal.Results.Write(AlertTable.Of(alerts.Where(alert => all || !AlertTable.IsWell(alert)), zone, terminal.Time.GetUtcNow()));
    }

    private static async Task PreviewAsync(Terminal terminal, ServiceProvider services, DateOnly day, CancellationToken cancellationToken)
    {
        var currency = (await services.GetRequiredService<IConfigurationSource>().LoadAsync(cancellationToken)).Business.ReportingCurrency;
        var shown = await new Steps(terminal).RunAsync("Judging", _ => services.GetRequiredService<NightEvaluator>().PreviewAsync(day, NightsBefore, cancellationToken));
        if (!shown.IsComputed)
            throw new CliException($"{day:yyyy-MM-dd} is not computed; `crm compute --references` computes it with the days it is compared with");
        terminal.Results.Write(PreviewedAlerts.Table(shown, currency));
        foreach (var line in PreviewedAlerts.Messages(shown))
            terminal.WriteLine(line);
    }
}
