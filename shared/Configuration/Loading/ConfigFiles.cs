namespace CrmServerless.Configuration.Loading;

/// <summary>The names of the configuration files.</summary>
public static class ConfigFiles
{
    /// <summary>How the business counts.</summary>
    public const string Business = "business.yaml";

    /// <summary>The delivering systems.</summary>
    public const string Sources = "sources.yaml";

    /// <summary>What the KPIs are held against.</summary>
    public const string Benchmarks = "benchmarks.yaml";

    /// <summary>Who is told.</summary>
    public const string Managers = "managers.yaml";

    /// <summary>KPIs of one's own.</summary>
    public const string Kpis = "kpis.yaml";

    /// <summary>The folder of user-written mappings, one file per vendor and entity.</summary>
    public const string MappingsFolder = "mappings/";

    /// <summary>All but mappings.</summary>
    public static IReadOnlyList<string> Top { get; } = [Business, Sources, Kpis, Benchmarks, Managers];
}
