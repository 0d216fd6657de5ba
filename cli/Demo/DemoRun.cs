using CrmServerless.Alerts.Evaluation;
using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Inbox;
using CrmServerless.Cli.Local;
using CrmServerless.Cli.Local.Hosting;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Notifications.Outbox;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Cli.Demo;

/// <summary>The whole product at work on the sample company, as on the morning after its last day.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="folder">Receives mails, cards and the app's log.</param>
internal sealed class DemoRun(Terminal terminal, string folder)
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    private readonly Steps steps = new(terminal);

    /// <summary>Tells the story; returns the exit code.</summary>
    /// <param name="once">Whether to end then, rather than to stay up until Ctrl+C.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public async Task<int> RunAsync(bool once, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = await ConfigurationAsync(cancellationToken);
        var configuration = files.Check();

        await using var receivers = await steps.RunAsync("Starting a mail server and a Teams webhook", _ => DemoReceivers.StartAsync(folder, cancellationToken));
        await using var installation = await StartAsync(files, Settings(receivers, configuration.Managers), cancellationToken);
        using var http = new HttpClient();
        var app = new AppClient(http, installation.Functions.Url, installation.Key, terminal.Time);

        await IngestAsync(installation, cancellationToken);
        await ComputeAsync(app, cancellationToken);
        await TellAsync(installation, app, DemoStory.FirstNight, cancellationToken);
        var told = receivers.Mails.Count + receivers.Cards.Count;
        await TellAsync(installation, app, DemoStory.LastDay, cancellationToken);
        await ShowAsync(installation, receivers, configuration.Business.ReportingCurrency, cancellationToken);
        var complaints = DemoStory.Complaints(receivers.Mails, receivers.Cards, toldTwice: receivers.Mails.Count + receivers.Cards.Count - told);
        ShowVerdict(complaints);
        if (!once)
        {
            await StayAsync(installation, cancellationToken);
        }

        return complaints.Count == 0 ? ExitCodes.Good : ExitCodes.Findings;
    }

    /// <summary>The sample configuration without its quiet hours: the clock of whoever watches the demo is not the sample company's.</summary>
    private static async Task<ConfigurationFiles> ConfigurationAsync(CancellationToken cancellationToken) =>
        (await ConfigurationFiles.ReadAsync(Path.Combine(Samples, "config"), cancellationToken)).With(ConfigFiles.Managers, text => YamlEdit.Without(text, "quietHours"));

    private static Dictionary<string, string> Settings(DemoReceivers receivers, ManagersConfiguration managers) =>
        new(LocalFunctions.Quiet.Concat(receivers.Settings(managers.People.Select(person => person.TeamsSecret).OfType<string>())))
        {
            [AppClock.Setting] = DemoStory.Morning,
        };

    private async Task<LocalInstallation> StartAsync(ConfigurationFiles files, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var installation = await steps.RunAsync("Starting storage", progress => LocalInstallation.StartStorageAsync(progress, cancellationToken));
        try
        {
            await files.UploadAsync(installation.Storage.Container(StorageNames.Config), cancellationToken);
            var log = Path.Combine(folder, "functions.log");
            await steps.RunAsync("Starting the app", _ => installation.StartFunctionsAsync(settings, log, terminal.Time, cancellationToken));
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    private async Task IngestAsync(LocalInstallation installation, CancellationToken cancellationToken)
    {
        var deliveries = await new Delivering(installation, steps, terminal.Time).RunAsync(InputFolder.List(Path.Combine(Samples, "exports")), cancellationToken);
        terminal.WriteLine("What the company's systems delivered:");
        IngestionTable.Show(terminal, deliveries);
    }

    private Task<AppJob> ComputeAsync(AppClient app, CancellationToken cancellationToken) =>
        steps.RunAsync(
            $"Computing the KPIs of {DemoStory.FirstNight:yyyy-MM-dd} to {DemoStory.LastDay:yyyy-MM-dd}, and of the days they are compared with",
            progress => app.ComputeAsync((DemoStory.FirstNight, DemoStory.LastDay), null, true, LocalFunctions.JobTimer, progress, cancellationToken));

    private async Task TellAsync(LocalInstallation installation, AppClient app, DateOnly from, CancellationToken cancellationToken)
    {
        await steps.RunAsync(
            from < DemoStory.LastDay ? $"Judging the nights from {from:yyyy-MM-dd} to {DemoStory.LastDay:yyyy-MM-dd}" : "Judging the last night once more, which must tell nobody anything",
            progress => app.JudgeAsync(from, DemoStory.LastDay, LocalFunctions.JobTimer, progress, cancellationToken));
        var watch = new OutboxWatch(new OutboxStore(installation.Storage, terminal.Time), app, terminal.Time);
        await steps.RunAsync("Delivering", progress => watch.WaitAsync(DemoStory.FirstNight, DemoStory.LastDay, progress, cancellationToken));
    }

    private async Task ShowAsync(LocalInstallation installation, DemoReceivers receivers, string currency, CancellationToken cancellationToken)
    {
        using var configuration = new ConfigurationStore(installation.Storage.Container(StorageNames.Config), ConfigurationReading.Parser, terminal.Time);
        var metrics = new ComputedMetrics(installation.Storage, configuration, terminal.Time);
        var evaluator = new NightEvaluator(configuration, metrics.Reader, new LedgerArrivals(installation.Storage, configuration), installation.Storage, new SettingSecrets(new ConfigurationBuilder().Build()), new AlertSettings(LinkBase: null), terminal.Time);

        terminal.WriteLine($"KPIs on {DemoStory.LastDay:yyyy-MM-dd}:");
        terminal.Results.Write(new KpiTable((await configuration.LoadAsync(cancellationToken)).Kpis, currency).AtDay(await metrics.AtDayAsync(DemoStory.LastDay, cancellationToken)));
        terminal.WriteLine("Against their benchmarks:");
        terminal.Results.Write(JudgementTable.Of(await evaluator.JudgeAsync(DemoStory.LastDay, cancellationToken), currency));
        DemoMessages.Show(terminal, receivers);
    }

    private void ShowVerdict(IReadOnlyList<string> complaints)
    {
        terminal.WriteLine(complaints.Count == 0 ? "Managers were told the story of samples/README.md." : "Managers were not told the story of samples/README.md:");
        foreach (var complaint in complaints)
        {
            terminal.WriteLine($"- {complaint}");
        }

        terminal.WriteLine($"Mails, cards and the app's log are in {Path.GetFullPath(folder)}");
    }

    private async Task StayAsync(LocalInstallation installation, CancellationToken cancellationToken)
    {
        terminal.WriteLine("The installation stays up until Ctrl+C. In another terminal, for example:");
        terminal.WriteLine($"  crm metrics --from 2026-10-01 --to 2026-10-31 --kpi win_rate --url {installation.Functions.Url} --key {installation.Key}");
        terminal.WriteLine($"  crm ingestions --connection '{installation.ConnectionString}'");
        while (true)
        {
            installation.Functions.ThrowIfEnded();
            await Task.Delay(TimeSpan.FromSeconds(1), terminal.Time, cancellationToken);
        }
    }
}
