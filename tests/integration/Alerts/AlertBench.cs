using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Silence;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support.Metrics;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using IConfigurationSource = CrmServerless.Configuration.Loading.IConfigurationSource;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>
/// A business whose win rate in the North falls from 31 % to 22 % on 9 November 2026, all of it in tier Enterprise; evaluators over a storage account
/// of its own, at half past three of the next morning in Berlin.
/// </summary>
internal sealed class AlertBench
{
    public const string LinkKeyForTests = "signs links in tests";

    public static readonly DateOnly Start = new(2024, 1, 1);
    public static readonly DateOnly Break = new(2026, 11, 9);

    private const string Business = "timeZone: Europe/Berlin\nsegments: [region, tier, region&tier]\n";

    private const string Benchmarks = """
        rules:
          - id: win-rate-regions
            kpi: win_rate
            segments: {each: [region]}
            benchmark: {kind: history}
            warning: 10%
            critical: 40%
            recovery: 5%
        """;

    private const string Managers = """
        people:
          - {id: anna, name: Anna, email: anna@example.com, teams: teams-anna}
          - {id: bert, name: Bert, email: bert@example.com}
        routes:
          - {families: [sales], to: [anna, bert]}
        """;

    private readonly TestAccount account;

    private AlertBench(TestAccount account)
    {
        this.account = account;
        Storage = CrmStorageFactory.FromConnectionString(account.ConnectionString);
        Outbox = new OutboxStore(Storage, Time);
    }

    public CrmStorage Storage { get; }

    public OutboxStore Outbox { get; }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 10, 2, 30, 0, TimeSpan.Zero));

    public HandMadeMetrics Metrics { get; set; } = WinRates(_ => 22);

    public string ManagersYaml { get; set; } = Managers;

    public string BenchmarksYaml { get; set; } = Benchmarks;

    public string KpisYaml { get; set; } = "";

    /// <summary>When sources delivered; none is known.</summary>
    public ArrivalList Arrivals { get; } = new();

    /// <summary>The secret of the links by which managers answer; null: messages have none.</summary>
    public string? LinkKey { get; set; }

    private Files Configuration => new(Business, KpisYaml, BenchmarksYaml, ManagersYaml);

    private SettingSecrets Secrets => new(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Secrets:link-key", LinkKey)]).Build());

    private static AlertSettings Settings => new(new Uri("https://crm.example.com/api"), "link-key");

    public static async Task<AlertBench> CreateAsync(TestAccount account)
    {
        var bench = new AlertBench(account);
        await bench.Storage.EnsureCreatedAsync(CancellationToken.None);
        return bench;
    }

    /// <summary>North: 31 of 100 won until the break, then as said, all the difference in Enterprise; South: 33 of 100 throughout. Deals of 4,000 EUR.</summary>
    public static HandMadeMetrics WinRates(Func<DateOnly, double> northWon)
    {
        double Won(DateOnly day) => day < Break ? 31 : northWon(day);
        return new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Won(day) + 33, 200))
            .Share("win_rate", 90, "region=North", day => (Won(day), 100))
            .Share("win_rate", 90, "region=South", _ => (33, 100))
            .Share("win_rate", 90, "region=North&tier=Enterprise", day => (Won(day) - 15, 50))
            .Share("win_rate", 90, "region=North&tier=Small", _ => (15, 50))
            .Share("win_rate", 90, "region=South&tier=Enterprise", _ => (16, 50))
            .Share("win_rate", 90, "region=South&tier=Small", _ => (17, 50))
            .Mean("average_deal_size", 90, "region=North", day => (4_000 * Won(day), Won(day)));
    }

    public Task<NightResult> EvaluateAsync(DateOnly day) => Evaluator(Storage).EvaluateAsync(day, "run-1", CancellationToken.None);

    public NightEvaluator Evaluator(CrmStorage storage, IMetricReader? metrics = null) => new(
        Configuration, metrics ?? Metrics, Arrivals, storage, Secrets, Settings, Time);

    /// <summary>What the links of messages lead to.</summary>
    public AnswerDesk Answers() => new(
        new AlertDesk(new AlertStore(Storage), new FeedbackStore(Storage), Time), new AlertStore(Storage), Configuration, Secrets, Settings, Time);

    public OutboxDispatcher Dispatcher(params IMessageChannel[] channels) =>
        new(Outbox, channels, new RetrySchedule(), Time, Random.Shared, NullLogger<OutboxDispatcher>.Instance);

    public async Task<IReadOnlyList<OutboxEntry>> OutboxAsync() => await Outbox.ListAsync(Start, new DateOnly(2027, 12, 31), CancellationToken.None).ToListAsync();

    public async Task<IReadOnlyList<string>> StatesAsync() =>
        [.. (await new AlertStore(Storage).OfRuleAsync("win-rate-regions", CancellationToken.None)).Select(alert => $"{alert.Key.Segment} {alert.State}")];

    public async Task<IReadOnlyList<string>> LogAsync() => [.. (await new SentLog(Storage).OfRuleAsync("win-rate-regions", CancellationToken.None).ToListAsync())
        .Select(told => $"{told.Day:yyyy-MM-dd} {told.Key.Segment} {told.Reason} {told.Severity} to {string.Join(' ', told.To.Select(to => $"{to.Person}:{to.Channel}"))}")];

    /// <summary>The same storage, whose client stops for good after its write number <paramref name="last"/> was done.</summary>
    public CrmStorage StoppingAfter(int last)
    {
        var fuse = new Fuse(last);
        var blobs = new BlobClientOptions();
        var tables = new TableClientOptions();
        blobs.AddPolicy(fuse, HttpPipelinePosition.PerCall);
        tables.AddPolicy(fuse, HttpPipelinePosition.PerCall);
        return new CrmStorage(
            new BlobServiceClient(account.ConnectionString, blobs), new TableServiceClient(account.ConnectionString, tables), new QueueServiceClient(account.ConnectionString));
    }

    /// <summary>Sources that a test makes.</summary>
    internal sealed class ArrivalList : ISourceArrivals
    {
        public List<SourceArrival> Sources { get; } = [];

        public Task<IReadOnlyList<SourceArrival>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SourceArrival>>([.. Sources]);
    }

    /// <summary>What a killed process is to the code that called storage.</summary>
    internal sealed class StoppedException : Exception;

    private sealed class Fuse(int last) : HttpPipelinePolicy
    {
        private int writes;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (writes >= last)
                throw new StoppedException();
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method != RequestMethod.Get && message.Request.Method != RequestMethod.Head && ++writes >= last)
                throw new StoppedException();
        }
    }

    private sealed class Files(string business, string kpis, string benchmarks, string managers) : IConfigurationSource
    {
        public Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(
            new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), null)
                .Parse([File("business.yaml", business), File("kpis.yaml", kpis), File("benchmarks.yaml", benchmarks), File("managers.yaml", managers)]));

        private static ConfigFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
    }
}
