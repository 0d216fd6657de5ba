using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Silence;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Ingestion;
using CrmServerless.Kpis.Engine;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IConfigurationSource = CrmServerless.Configuration.Loading.IConfigurationSource;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>The sample company's nights: what samples/README.md tells of it, counted there without the product, is what is alerted, and nothing else.</summary>
public sealed class SampleStoryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Last = new(2026, 10, 31);

    [Fact]
    public async Task Samples_NightByNight_AlertTheStoryAndNothingElse()
    {
        await using var crm = await IngestedAsync(SamplesFolder());
        var evaluator = await EvaluatorAsync(crm);

        for (var night = new DateOnly(2026, 8, 1); night <= Last; night = night.AddDays(1))
            await evaluator.EvaluateAsync(night, "samples", default);

        var told = await ToldAsync(crm);
        Assert.All(told, entry => Assert.Equal(("win-rate-regions", "region=North"), (entry.Key.Rule, entry.Key.Segment)));
        Assert.Equal(("2026-09-03", "FirstBreach", "Warning"), Line(told[0]));
        Assert.Equal(("2026-10-08", "Worse", "Critical"), Line(told.Single(entry => entry.Severity == Severity.Critical && entry.Reason == CrmServerless.Alerts.Reason.Worse)));
        Assert.Equal("2026-10-29", Line(told[^1]).Day);
        Assert.StartsWith("Win rate North 34 % → 21 % over 90 days", told[^1].Text, StringComparison.Ordinal);
        Assert.EndsWith("of it is in Enterprise.", told[^1].Text, StringComparison.Ordinal);
    }

    private static (string Day, string Reason, string Severity) Line(ToldEntry entry) => ($"{entry.Day:yyyy-MM-dd}", $"{entry.Reason}", $"{entry.Severity}");

    private async Task<ServiceProvider> IngestedAsync(string samples)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)azurite.NewAccount().ConnectionString)]).Build();
        var time = new ManualTime(new DateTimeOffset(2026, 11, 1, 3, 0, 0, TimeSpan.Zero));
        var crm = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddCrmServerless(settings).BuildServiceProvider();
        var storage = crm.GetRequiredService<CrmStorage>();
        await storage.EnsureCreatedAsync(default);
        await UploadAsync(storage, StorageNames.Config, Path.Combine(samples, "config"), "*.yaml");
        await UploadAsync(storage, StorageNames.Exports, Path.Combine(samples, "exports"), "*.csv");
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
        return crm;
    }

    private static async Task<NightEvaluator> EvaluatorAsync(ServiceProvider crm)
    {
        var configuration = crm.GetRequiredService<IConfigurationSource>();
        var loaded = await configuration.LoadAsync(default);
        using var records = await new KpiEngine(loaded.Business, []).ReadAsync(await crm.GetRequiredService<IRecordStore>().SnapshotAsync(default), 0, default);
        var kpis = loaded.Benchmarks.Select(rule => rule.Kpi).Append("average_deal_size").Distinct().Select(id => loaded.Kpis.Find(id)!);
        var metrics = ComputedMetrics.Compute(records, new KpiPlan(kpis, loaded.Kpis, loaded.Business), Last);
        return new NightEvaluator(
            configuration, metrics, crm.GetRequiredService<ISourceArrivals>(), crm.GetRequiredService<CrmStorage>(), crm.GetRequiredService<ISecretSource>(), new AlertSettings(LinkBase: null),
            crm.GetRequiredService<TimeProvider>());
    }

    private static async Task<List<ToldEntry>> ToldAsync(ServiceProvider crm)
    {
        var told = new List<ToldEntry>();
        foreach (var rule in (await crm.GetRequiredService<IConfigurationSource>().LoadAsync(default)).Benchmarks)
            told.AddRange(await new SentLog(crm.GetRequiredService<CrmStorage>()).OfRuleAsync(rule.Id, default).ToListAsync());
        return [.. told.OrderBy(entry => entry.Day)];
    }

    private static async Task UploadAsync(CrmStorage storage, string container, string folder, string pattern)
    {
        foreach (var file in Directory.GetFiles(folder, pattern, SearchOption.AllDirectories))
            await storage.Container(container).GetBlobClient(Path.GetRelativePath(folder, file).Replace('\\', '/')).UploadAsync(file);
    }

    private static string SamplesFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CrmServerless.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository, so there are no samples.");
        return Path.Combine(folder.FullName, "samples");
    }
}
