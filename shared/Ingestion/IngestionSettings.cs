using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Sources.Mappings;
using NodaTime;

namespace CrmServerless.Ingestion;

/// <summary>What of the configuration ingestion needs.</summary>
/// <param name="Mappings">All mappings.</param>
/// <param name="Business">For the business time zone.</param>
/// <param name="Sources">Vendors and zones of the sources.</param>
public sealed record IngestionSettings(MappingCatalogue Mappings, BusinessConfiguration Business, SourcesConfiguration Sources)
{
    /// <summary>Takes them from the configuration. A wrong mapping file blocks only the files it might be for.</summary>
    /// <exception cref="BrokenConfigurationException">business.yaml or sources.yaml is wrong.</exception>
    public static IngestionSettings Of(CrmConfiguration configuration)
    {
        // What is wrong is in the configuration's own errors; here it only decides which mappings there are.
        var errors = new List<ConfigError>();
        var texts = configuration.Mappings.Select(file => (file.Name, file.Text(errors)));
        return new IngestionSettings(MappingCatalogue.Read(texts, errors), configuration.Business, configuration.Sources);
    }

    /// <summary>The zone of a source's instants that state no offset.</summary>
    public DateTimeZone ZoneOf(string source) => Sources.Of(source).TimeZone ?? Business.TimeZone;
}

/// <summary>Keeps the settings of the newest configuration, so that mappings aren't read anew for every file. Safe for threads.</summary>
internal sealed class IngestionSettingsCache(IConfigurationSource configuration)
{
    private sealed record Kept(string Version, IngestionSettings Settings);

    private Kept? kept;

    public async Task<IngestionSettings> LoadAsync(CancellationToken cancellationToken)
    {
        var loaded = await configuration.LoadAsync(cancellationToken);
        var current = kept;
        if (current?.Version != loaded.Version)
            kept = current = new Kept(loaded.Version, IngestionSettings.Of(loaded));
        return current.Settings;
    }
}
