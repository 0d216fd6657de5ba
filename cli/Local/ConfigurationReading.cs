using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Cli.Local;

/// <summary>How the tool reads configurations: as the app does, except that it knows no settings.</summary>
internal static class ConfigurationReading
{
    public static ConfigurationParser Parser { get; } = new(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), MappingYaml.Check);
}
