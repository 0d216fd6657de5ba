using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CrmServerless.Configuration.Files;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Configuration.Loading;

/// <summary>Checks one mapping file's text, adding what is wrong; ingestion knows how.</summary>
public delegate void MappingCheck(string file, string text, ICollection<ConfigError> errors);

/// <summary>Makes a configuration of its files, with every error of all of them.</summary>
/// <param name="catalogue">The product's own KPIs.</param>
/// <param name="owner">The one person there is without managers.yaml.</param>
/// <param name="checkMapping">Checks a mapping; null: mappings are not checked.</param>
public sealed class ConfigurationParser(KpiCatalogue catalogue, OwnerSettings owner, MappingCheck? checkMapping)
{
    /// <summary>The configuration; files that are absent have their defaults. Never throws for what the files hold.</summary>
    public CrmConfiguration Parse(IReadOnlyList<ConfigFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var errors = new List<ConfigError>();
        var sorted = files.OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var mappings = sorted.Where(IsMapping).ToList();

        var business = Read(sorted, ConfigFiles.Business, errors, BusinessYaml.Read);
        var sources = Read(sorted, ConfigFiles.Sources, errors, SourcesYaml.Read);
        var declared = Read(sorted, ConfigFiles.Kpis, errors, yaml => KpisYaml.Read(yaml, catalogue));
        var kpis = declared.Kpis.Count > 0 ? catalogue.With(declared.Kpis) : catalogue;
        var context = new ConfigContext(kpis, declared.Broken, IsSound(ConfigFiles.Business, errors) ? SegmentsOf(business) : null, null);
        var managers = Read(sorted, ConfigFiles.Managers, errors, yaml => ManagersYaml.Read(yaml, owner, context));
        context = context with { People = IsSound(ConfigFiles.Managers, errors) ? PeopleOf(managers) : null };
        var benchmarks = Read(sorted, ConfigFiles.Benchmarks, errors, yaml => BenchmarksYaml.Read(yaml, context));
        CheckMappings(mappings, errors);
        RefuseOtherFiles(sorted, errors);

        return new CrmConfiguration(VersionOf(sorted), InOrder(errors), [.. sorted.Select(f => f.Name)], mappings, business, sources, kpis, benchmarks, managers);
    }

    private static T Read<T>(IEnumerable<ConfigFile> files, string name, List<ConfigError> errors, Func<ConfigSection, T> read)
    {
        var text = files.FirstOrDefault(f => f.Name == name)?.Text(errors) ?? "";
        return read(YamlDocument.Read(name, text, errors));
    }

    private void CheckMappings(IEnumerable<ConfigFile> mappings, List<ConfigError> errors)
    {
        foreach (var mapping in mappings)
        {
            var text = mapping.Text(errors);
            if (IsSound(mapping.Name, errors))
            {
                checkMapping?.Invoke(mapping.Name, text, errors);
            }
        }
    }

    private static void RefuseOtherFiles(IEnumerable<ConfigFile> files, List<ConfigError> errors)
    {
        foreach (var file in files.Where(f => !ConfigFiles.Top.Contains(f.Name) && !IsMapping(f)))
        {
            var meant = NearestWord.Of(file.Name, ConfigFiles.Top);
            errors.Add(new ConfigError(file.Name, 0, 0, "", "an unknown file", meant ?? $"one of {string.Join(", ", ConfigFiles.Top)}, {ConfigFiles.MappingsFolder}*.yaml"));
        }
    }

    private static bool IsMapping(ConfigFile file) => file.Name.StartsWith(ConfigFiles.MappingsFolder, StringComparison.Ordinal);

    private static bool IsSound(string file, IEnumerable<ConfigError> errors) => !errors.Any(e => e.File == file);

    private static HashSet<string> SegmentsOf(BusinessConfiguration business) => [.. business.Segments.Select(s => string.Join('&', s))];

    private static HashSet<string> PeopleOf(ManagersConfiguration managers) => [.. managers.People.Select(p => p.Id)];

    private static List<ConfigError> InOrder(IEnumerable<ConfigError> errors) =>
        [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column)];

    private static string VersionOf(IEnumerable<ConfigFile> sorted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in sorted)
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Name));
            Append(hash, file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Lengths first, so that no two lists of files run together to the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
