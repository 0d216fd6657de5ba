using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>Storage, records and the computing services in an account of the test's own, with the configuration that the test writes.</summary>
internal sealed class Installation : IConfigurationSource, IDerivedDimensions, INightJudge
{
    private readonly ConfigurationParser parser = new(KpiCatalogue.BuiltIn, new OwnerSettings("owner@example.com", null), null);
    private int deliveries;

    private Installation(CrmStorage storage, TimeProvider clock)
    {
        Storage = storage;
        Records = new BlobRecordStore(storage, clock);
        Runs = new RunLog(storage, clock);
        Markers = new DayMarkers(storage);
        Writer = new MetricWriter(storage, Markers, clock);
        var heartbeat = new Heartbeat(LeaseSettings.Default, clock, NullLogger<Heartbeat>.Instance);
        Compute = new ComputeService(Records, this, this, Writer, Markers, Runs, heartbeat, clock, NullLogger<ComputeService>.Instance);
        Metrics = new MetricReader(storage, Markers, Runs, this);
        Nights = new NightService(Compute, this, this, Runs, Markers, clock, NullLogger<NightService>.Instance);
        Jobs = new JobLog(storage, clock);
        Runner = new JobRunner(Jobs, Compute, Nights, heartbeat, NullLogger<JobRunner>.Instance);
    }

    public CrmStorage Storage { get; }

    public BlobRecordStore Records { get; }

    public RunLog Runs { get; }

    public DayMarkers Markers { get; }

    public MetricWriter Writer { get; }

    public ComputeService Compute { get; }

    public MetricReader Metrics { get; }

    public NightService Nights { get; }

    public JobLog Jobs { get; }

    public JobRunner Runner { get; }

    /// <summary>The days that were judged, in their order.</summary>
    public List<DateOnly> Judged { get; } = [];

    /// <summary>What happens in the midst of a run: nothing, unless the test says so.</summary>
    public Func<CancellationToken, Task> WhileRunning { get; set; } = _ => Task.CompletedTask;

    public string BusinessYaml { get; set; } = "timeZone: Europe/Berlin\nsegments: [region]\n";

    public string KpisYaml { get; set; } = "";

    public static async Task<Installation> NewAsync(AzuriteFixture azurite, TimeProvider clock)
    {
        var storage = CrmStorageFactory.FromConnectionString(azurite.NewAccount().ConnectionString);
        await storage.EnsureCreatedAsync(default);
        return new Installation(storage, clock);
    }

    /// <summary>Another instance over the same storage.</summary>
    public Installation Beside(TimeProvider clock) => new(Storage, clock);

    public Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(parser.Parse([File("business.yaml", BusinessYaml), File("kpis.yaml", KpisYaml)]));

    async Task<IReadOnlyList<DerivedDimension>> IDerivedDimensions.LoadAsync(CancellationToken cancellationToken)
    {
        await WhileRunning(cancellationToken);
        return [];
    }

    private static ConfigFile File(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));

    Task INightJudge.JudgeAsync(DateOnly night, long run, CancellationToken cancellationToken)
    {
        Judged.Add(night);
        return Task.CompletedTask;
    }

    /// <summary>Delivers records given as `field=value` lists; days as yyyy-MM-dd.</summary>
    public async Task DeliverAsync(EntitySchema entity, params string[] records)
    {
        deliveries++;
        await using var writer = await Records.BeginAsync($"d{deliveries}", $"d{deliveries}", default);
        foreach (var record in records)
            await writer.AppendAsync(entity, [], Version(entity, record), default);
        await writer.CommitAsync(default);
    }

    public async Task<Dictionary<string, double?>> ValuesAsync(string kpi, int window, DateOnly day)
    {
        var values = new Dictionary<string, double?>();
        await foreach (var row in Metrics.ReadAsync(new MetricQuery(day, day, kpi, Window: window), default))
            values[row.Segment] = row.Value;
        return values;
    }

    private RecordVersion Version(EntitySchema entity, string record)
    {
        var values = new FieldValue[entity.Fields.Count];
        foreach (var part in record.Split(' '))
        {
            var (name, text) = (part.Split('=')[0], part.Split('=')[1]);
            values[entity[name].Index] = entity[name].Type switch
            {
                FieldType.Instant => FieldValue.OfDay(DateOnly.ParseExact(text, "yyyy-MM-dd")),
                FieldType.Number => FieldValue.OfNumber(decimal.Parse(text)),
                _ => FieldValue.OfText(text),
            };
        }

        return new RecordVersion(new RecordKey("crm", values[0].ToString()), deliveries, values);
    }
}
