using System.Security.Cryptography;
using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Generic;

namespace CrmServerless.Sources.Mappings;

/// <summary>Which mapping a file gets.</summary>
/// <param name="Mapping">The mapping, or null when the file can't be understood.</param>
/// <param name="Expected">Without a mapping: what was found and expected; holds the file's headers but no cells.</param>
/// <param name="IsBlocked">True when a broken mapping file might have been the one: the file waits until it is mended.</param>
public sealed record MappingChoice(Mapping? Mapping, string Expected, bool IsBlocked);

/// <summary>All mappings: the user's own, then those that come with the product.</summary>
public sealed class MappingCatalogue
{
    private const int MostShownHeaders = 20;
    private const int LongestShownHeader = 40;

    private readonly IReadOnlyList<Mapping> own;
    private readonly IReadOnlyList<string> broken;

    private MappingCatalogue(IReadOnlyList<Mapping> own, IReadOnlyList<string> broken)
    {
        this.own = own;
        this.broken = broken;
        Hash = HashOf(own.Select(m => m.Hash).Concat(broken));
    }

    /// <summary>Changes whenever a file that couldn't be understood may be understood now.</summary>
    public string Hash { get; }

    /// <summary>The user's own mappings, by file name.</summary>
    public IReadOnlyList<Mapping> Own => own;

    /// <summary>Reads the user's mappings; a file that is wrong is left out, and blocks what no sound own mapping takes.</summary>
    /// <param name="files">Names in the configuration and texts.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static MappingCatalogue Read(IEnumerable<(string Name, string Text)> files, ICollection<ConfigError> errors)
    {
        var read = files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, Mapping: MappingYaml.Read(f.Name, f.Text, errors))).ToList();
        return new MappingCatalogue(
            [.. read.Select(r => r.Mapping).OfType<Mapping>()],
            [.. read.Where(r => r.Mapping is null).Select(r => r.Name)]);
    }

    /// <summary>Chooses by the file's source, vendor, name and headers.</summary>
    public MappingChoice Choose(InboxPath file, string vendor, Headers headers)
    {
        var inScope = own.Where(m => IsInScope(m.Scope, file, vendor)).ToList();
        var fits = inScope.Where(m => MissingHeader(m, headers) is null && IsTold(m, headers)).ToList();
        if (fits.Count > 0)
            return BestOf(fits, headers);

        var canonical = GenericMappings.ByName(file) is { } named && GenericMappings.MissingHeader(named, headers) is null ? named : GenericMappings.ByHeaders(headers);
        if (broken.Count > 0 && !(canonical is not null && GenericMappings.KnowsAll(canonical, headers)))
            return new MappingChoice(null, $"no mapping fits, but one may be among those that are wrong: {string.Join(", ", broken)}", IsBlocked: true);

        return canonical is not null
            ? new MappingChoice(canonical, string.Empty, false)
            : new MappingChoice(null, Explain(file, headers, inScope), false);
    }

    /// <summary>What records get from the user's own tables, for the given sources.</summary>
    public IReadOnlyList<DerivedDimension> DerivedDimensions(IEnumerable<SourceConfiguration> sources) =>
        [.. from source in sources
            from mapping in own
            where (mapping.Scope.Source ?? source.Name) == source.Name && IsOfVendor(mapping.Scope, source.Vendor)
            from lookup in mapping.Lookups
            select new DerivedDimension(source.Name, mapping.Entity, lookup.Name, lookup.Table, lookup.By, lookup.Column)];

    private static MappingChoice BestOf(List<Mapping> fits, Headers headers)
    {
        var ranked = fits.GroupBy(m => (Specificity(m.Scope), m.Columns.Count(c => headers.FindFirst(c.From) is not null))).OrderByDescending(g => g.Key).First().ToList();
        return ranked.Count == 1
            ? new MappingChoice(ranked[0], string.Empty, false)
            : new MappingChoice(null, $"expected one mapping, but these fit equally well: {string.Join(", ", ranked.Select(m => m.Name))}; tell them apart by files or headers", false);
    }

    private static int Specificity(MappingScope scope) =>
        (scope.Files.Count > 0 ? 4 : 0) + (scope.Source is not null ? 2 : 0) + (scope.Vendor is not null ? 1 : 0);

    private static bool IsInScope(MappingScope scope, InboxPath file, string vendor) =>
        (scope.Source ?? file.Source) == file.Source && IsOfVendor(scope, vendor) && (scope.Files.Count == 0 || scope.Files.Any(p => p.Matches(file)));

    private static bool IsOfVendor(MappingScope scope, string vendor) => string.Equals(scope.Vendor ?? vendor, vendor, StringComparison.OrdinalIgnoreCase);

    /// <summary>A mapping that says neither for which files nor for which headers it is, is told by its columns: at least half must be there.</summary>
    private static bool IsTold(Mapping mapping, Headers headers)
    {
        var fromFile = mapping.Columns.Where(c => c.From.Count > 0).ToList();
        return mapping.Scope.Files.Count > 0 || mapping.Scope.Headers.Count > 0 || fromFile.Count(c => headers.FindFirst(c.From) is not null) * 2 >= fromFile.Count;
    }

    /// <summary>A header that the mapping names or can't do without, and that the file lacks; or null.</summary>
    private static string? MissingHeader(Mapping mapping, Headers headers)
    {
        var keys = mapping.Columns.Where(c => c.From.Count > 0 && (c.Name == "id" || mapping.NaturalKey.Contains(c.Name) || IsNeededKey(mapping.Entity, c.Field)));
        return mapping.Scope.Headers.FirstOrDefault(h => headers.Find(h) is null)
            ?? keys.FirstOrDefault(c => headers.FindFirst(c.From) is null)?.From[0];
    }

    private static bool IsNeededKey(EntitySchema entity, Field? field) => field is not null && EntityIdentity.NeededKey(entity).Contains(field);

    private static string Explain(InboxPath file, Headers headers, List<Mapping> inScope)
    {
        var text = new StringBuilder("found the columns ").AppendJoin(", ", headers.Names.Where(n => n.Length > 0).Take(MostShownHeaders).Select(Shortened));
        foreach (var mapping in inScope.Where(m => m.Scope.Files.Count > 0))
            text.Append($"; {mapping.Name} is for this file, but expects a column '{MissingHeader(mapping, headers)}'");
        if (GenericMappings.ByName(file) is { } named)
            text.Append($"; by its name it holds {named.Entity}, but expected a column '{GenericMappings.MissingHeader(named, headers)}'");
        return text.Append($"; expected canonical columns of one of {GenericMappings.EntityNames} (named in the file's name, or told by the columns), or a mapping in crm-config/mappings that fits").ToString();
    }

    private static string Shortened(string header) => header.Length <= LongestShownHeader ? header : header[..LongestShownHeader] + "…";

    private static string HashOf(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
