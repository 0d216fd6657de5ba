using Azure.Identity;
using CrmServerless.Alerts;
using CrmServerless.Alerts.Silence;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;
using CrmServerless.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless;

/// <summary>Registers the whole product, from the inbox to the outbox.</summary>
public static class CrmServices
{
    /// <summary>The connection of the storage account that the product's data lies in.</summary>
    public const string Connection = "CrmStorage";

    /// <summary>
    /// Adds everything. The caller registers <see cref="TimeProvider"/> and logging. Settings: <see cref="Connection"/>
    /// (<see cref="CrmStorageFactory"/>), `KeyVaultUri`, `OwnerEmail`, `OwnerTeamsSecret`, `PublicUrl`, `Smtp:*`, `Acs:*`,
    /// `Runs:LeaseSeconds`, `Spool:MostMegabytes`.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static IServiceCollection AddCrmServerless(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(_ => CrmStorageFactory.FromSettings(settings, Connection))
        .AddSingleton(_ => new ConfigurationParser(KpiCatalogue.BuiltIn, OwnerSettings.From(settings), CheckMapping))
        .AddSingleton<CrmServerless.Configuration.Loading.IConfigurationSource>(provider => new ConfigurationStore(
            provider.GetRequiredService<CrmStorage>().Container(StorageNames.Config), provider.GetRequiredService<ConfigurationParser>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => SecretSources.Create(settings, () => new DefaultAzureCredential(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRecordStore>(provider => new BlobRecordStore(provider.GetRequiredService<CrmStorage>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(SpoolSettings.Read(settings))
        .AddSingleton<IngestionService>()
        .AddSingleton<IDerivedDimensions, MappedDimensions>()
        .AddSingleton<ISourceArrivals, LedgerArrivals>()
        .AddSingleton(LeaseSettings.Read(settings))
        .AddSingleton<Heartbeat>()
        .AddSingleton<RunLog>()
        .AddSingleton<DayMarkers>()
        .AddSingleton<MetricWriter>()
        .AddSingleton<IMetricReader, MetricReader>()
        .AddSingleton<ComputeService>()
        .AddSingleton<INightJudge, NightJudge>()
        .AddSingleton<NightService>()
        .AddSingleton<JobLog>()
        .AddSingleton<JobRunner>()
        .AddSingleton<StoreUpkeep>()
        .AddWebhooks()
        .AddAlerting(settings);

    private static void CheckMapping(string file, string text, ICollection<CrmServerless.Configuration.Yaml.ConfigError> errors) => MappingYaml.Read(file, text, errors);
}
