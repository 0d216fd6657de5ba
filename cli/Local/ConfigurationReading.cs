using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Cli.Local;

/// <summary>How the tool reads configurations: as the app does, except that it knows no settings.</summary>
internal static class ConfigurationReading
{
    /// <summary>The KPIs by id.</summary>
    public static IReadOnlyDictionary<string, Kpi> Catalogue { get; } = KpiCatalogue.All.ToDictionary(kpi => kpi.Id);

    public static ConfigurationParser Parser { get; } = new(Catalogue, new OwnerSettings(null, null), MappingYaml.Check);
}
