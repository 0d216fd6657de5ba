using CrmServerless.Cli.App;
using CrmServerless.Cli.Console;
using CrmServerless.Cli.Inbox;
using CrmServerless.Cli.Local;
using CrmServerless.Cli.Local.Hosting;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Reasons;
using CrmServerless.Nights;
using CrmServerless.RecordStore;

namespace CrmServerless.Cli.Trying;

/// <summary>The whole pipeline on a user's own files, in an installation that is thrown away afterwards.</summary>
internal sealed class TryRun(Terminal terminal)
{
    private readonly Steps steps = new(terminal);

    /// <summary>Ingests, computes and prints; returns the exit code.</summary>
    public async Task<int> RunAsync(TryRequest request, CancellationToken cancellationToken)
    {
        var files = InputFolder.List(request.Folder);
        var configuration = await ConfigurationAsync(request, cancellationToken);
        var checkedConfiguration = configuration.Check();

        await using var installation = await steps.RunAsync("Starting storage", progress => LocalInstallation.StartStorageAsync(progress, cancellationToken));
        await configuration.UploadAsync(installation.Storage.Container(StorageNames.Config), cancellationToken);
        await steps.RunAsync("Starting the app", _ => installation.StartFunctionsAsync(LocalFunctions.Quiet, request.Log, terminal.Time, cancellationToken));

        var deliveries = await new Delivering(installation, steps, terminal.Time).RunAsync(files, cancellationToken);
        IngestionTable.Show(terminal, deliveries);
        if (deliveries.Any(IngestionTable.IsUsed))
        {
            await ComputeAsync(installation, request, checkedConfiguration, cancellationToken);
        }

        return deliveries.All(IngestionTable.IsUsed) ? ExitCodes.Good : ExitCodes.Findings;
    }

    private static async Task<ConfigurationFiles> ConfigurationAsync(TryRequest request, CancellationToken cancellationToken)
    {
        var files = await ConfigurationFiles.ReadAsync(request.Config, cancellationToken);
        files.Check();
        return request.Segments.Count == 0 ? files : files.With(ConfigFiles.Business, text => YamlEdit.WithSegments(text, request.Segments));
    }

    private async Task ComputeAsync(LocalInstallation installation, TryRequest request, CrmConfiguration configuration, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var app = new AppClient(http, installation.Functions.Url, installation.Key, terminal.Time);
        using var deployed = new ConfigurationStore(installation.Storage.Container(StorageNames.Config), ConfigurationReading.Parser, terminal.Time);
        var metrics = new ComputedMetrics(installation.Storage, deployed, terminal.Time);

        var job = await steps.RunAsync("Computing", progress => app.ComputeAsync(request.Days, null, false, LocalFunctions.JobTimer, progress, cancellationToken));
        if (job is not { From: { } from, To: { } to })
        {
            terminal.WriteLine("The data speaks of no day");
            return;
        }

        if (request.Out is { } path)
        {
            await steps.RunAsync($"Writing {path}", _ => metrics.WriteCsvAsync(from, to, path, cancellationToken));
        }

        // The whole range is one more window, of the last day alone; asked for last, so that the csv has only the catalogue's windows.
        var length = to.DayNumber - from.DayNumber + 1;
        await steps.RunAsync("Computing the whole range", progress => app.ComputeAsync((to, to), length, false, LocalFunctions.JobTimer, progress, cancellationToken));
        var rows = await metrics.AtDayAsync(to, cancellationToken);
        var table = new KpiTable(configuration.Kpis, configuration.Business.ReportingCurrency);
        terminal.WriteLine($"KPIs on {to:yyyy-MM-dd}");
        terminal.Results.Write(table.AtDay(rows));
        terminal.WriteLine($"Over the whole range, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, {Numbers.Count(length)} days");
        terminal.Results.Write(table.OverWindow(rows, length));
        await ShowWhatIsMissingAsync(installation, configuration, rows, cancellationToken);
    }

    private async Task ShowWhatIsMissingAsync(
        LocalInstallation installation, CrmConfiguration configuration, IReadOnlyList<MetricRow> rows, CancellationToken cancellationToken)
    {
        var snapshot = await new BlobRecordStore(installation.Storage, terminal.Time).SnapshotAsync(cancellationToken);
        var inventory = await steps.RunAsync("Looking for what is missing", _ => DataInventory.ReadAsync(snapshot, configuration.Business.TimeZone, cancellationToken));
        NoDataTable.Show(terminal, configuration.Kpis, rows, inventory);
        foreach (var note in await new RunLog(installation.Storage, terminal.Time).ReadCappedAsync(cancellationToken))
        {
            terminal.WriteLine(note);
        }
    }
}
