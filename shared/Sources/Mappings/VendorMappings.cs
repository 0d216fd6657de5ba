using System.Reflection;
using System.Text;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Sources.Mappings;

/// <summary>The vendors' mappings that come with the product: shared/Sources/{Vendor}/*.yaml, embedded.</summary>
public static class VendorMappings
{
    private const string Root = "Sources/";
    private const string Extension = ".yaml";

    private static readonly Assembly Assembly = typeof(VendorMappings).Assembly;

    private static readonly Lazy<IReadOnlyList<Mapping>> Read = new(() => [.. Names.Select(name => ReadOne(name))]);

    /// <summary>All of them, by name (`salesforce/deals`).</summary>
    public static IReadOnlyList<Mapping> All => Read.Value;

    /// <summary>The vendors that have any: lower case.</summary>
    public static IReadOnlyList<string> Vendors => [.. All.Select(m => m.Vendor!).Distinct()];

    /// <summary>The mapping's own text; null when there is none of that name.</summary>
    public static string? TextOf(string name) => Names.Contains(name) ? Text(name) : null;

    private static IEnumerable<string> Names => Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Root, StringComparison.Ordinal) && n.EndsWith(Extension, StringComparison.Ordinal))
        .Select(n => n[Root.Length..^Extension.Length])
        .Order(StringComparer.Ordinal);

    private static Mapping ReadOne(string name)
    {
        var errors = new List<ConfigError>();
        var mapping = MappingYaml.Read(name, Text(name), errors);
        return mapping is null || errors.Count > 0
            ? throw new InvalidOperationException($"a mapping of the product is wrong: {string.Join("; ", errors)}")
            : mapping with { Vendor = name[..name.IndexOf('/', StringComparison.Ordinal)] };
    }

    private static string Text(string name)
    {
        using var stream = Assembly.GetManifestResourceStream($"{Root}{name}{Extension}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
