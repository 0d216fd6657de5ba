using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Configuration.Loading;

/// <summary>
/// The whole configuration as it stood at one moment. An absent file is its defaults; a broken one is an error for whoever needs it, and
/// for nobody else: ingestion goes on while benchmarks.yaml is wrong.
/// </summary>
public sealed class CrmConfiguration
{
    private readonly BusinessConfiguration business;
    private readonly SourcesConfiguration sources;
    private readonly KpiCatalogue kpis;
    private readonly IReadOnlyList<BenchmarkRule> benchmarks;
    private readonly ManagersConfiguration managers;

    internal CrmConfiguration(
        string version, IReadOnlyList<ConfigError> errors, IReadOnlyList<string> files, IReadOnlyList<ConfigFile> mappings,
        BusinessConfiguration business, SourcesConfiguration sources, KpiCatalogue kpis, IReadOnlyList<BenchmarkRule> benchmarks, ManagersConfiguration managers)
    {
        (Version, Errors, Files, Mappings) = (version, errors, files, mappings);
        (this.business, this.sources, this.kpis, this.benchmarks, this.managers) = (business, sources, kpis, benchmarks, managers);
    }

    /// <summary>SHA-256 of all files' names and contents, lower-case hexadecimal: equal versions are equal configurations.</summary>
    public string Version { get; }

    /// <summary>What is wrong in all files, by file, line and column.</summary>
    public IReadOnlyList<ConfigError> Errors { get; }

    /// <summary>The names of all files there are, sorted.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The files under mappings/, sorted by name, as they are.</summary>
    public IReadOnlyList<ConfigFile> Mappings { get; }

    /// <summary>business.yaml.</summary>
    /// <exception cref="BrokenConfigurationException">The file is wrong.</exception>
    public BusinessConfiguration Business => Sound(business, ConfigFiles.Business);

    /// <summary>sources.yaml.</summary>
    /// <exception cref="BrokenConfigurationException">The file is wrong.</exception>
    public SourcesConfiguration Sources => Sound(sources, ConfigFiles.Sources);

    /// <summary>The KPIs: the product's own, and those of kpis.yaml after them.</summary>
    /// <exception cref="BrokenConfigurationException">The file is wrong.</exception>
    public KpiCatalogue Kpis => Sound(kpis, ConfigFiles.Kpis);

    /// <summary>benchmarks.yaml, or the default rules.</summary>
    /// <exception cref="BrokenConfigurationException">The file is wrong.</exception>
    public IReadOnlyList<BenchmarkRule> Benchmarks => Sound(benchmarks, ConfigFiles.Benchmarks);

    /// <summary>managers.yaml, or the owner of the settings.</summary>
    /// <exception cref="BrokenConfigurationException">The file is wrong.</exception>
    public ManagersConfiguration Managers => Sound(managers, ConfigFiles.Managers);

    /// <summary>For work that stands on all of it, the nightly computation first of all.</summary>
    /// <exception cref="BrokenConfigurationException">Any file is wrong.</exception>
    public void ThrowIfBroken()
    {
        if (Errors.Count > 0)
        {
            throw new BrokenConfigurationException(Errors);
        }
    }

    private T Sound<T>(T part, string file)
    {
        var wrong = Errors.Where(e => e.File == file).ToList();
        return wrong.Count == 0 ? part : throw new BrokenConfigurationException(wrong);
    }
}
