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

/// <summary>All mappings: the user's own, then the vendors' and the canonical ones that come with the product.</summary>
public sealed class MappingCatalogue
{
    private const string GenericVendor = "generic";

    private readonly IReadOnlyList<Mapping> own;
    private readonly IReadOnlyList<string> broken;

    private MappingCatalogue(IReadOnlyList<Mapping> own, IReadOnlyList<string> broken)
    {
        this.own = own;
        this.broken = broken;
        Hash = HashOf(own.Concat(VendorMappings.All).Select(m => m.Hash).Concat(broken));
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

    /// <summary>Chooses by the file's source, vendor, name and headers: the user's own mappings first, then the vendors', then the canonical ones.</summary>
    public MappingChoice Choose(InboxPath file, string vendor, Headers headers)
    {
        var inScope = own.Where(m => IsInScope(m.Scope, file, vendor)).ToList();
        var fits = inScope.Where(m => Recognition.Missing(m, headers) is null && IsTold(m, headers)).ToList();
        if (fits.Count > 0)
            return BestOf(fits, headers);

        var canonical = GenericMappings.ByName(file) is { } named && GenericMappings.MissingHeader(named, headers) is null ? named : GenericMappings.ByHeaders(headers);
        var isPurelyCanonical = canonical is not null && GenericMappings.KnowsAll(canonical, headers);
        if (broken.Count > 0 && !isPurelyCanonical)
            return new MappingChoice(null, $"no mapping fits, but one may be among those that are wrong: {string.Join(", ", broken)}", IsBlocked: true);

        var ofVendors = isPurelyCanonical || vendor == GenericVendor ? null : VendorChoice.Of(file, vendor, headers);
        if (ofVendors?.Mapping is { } fitting && !(canonical is not null && IsRatherCanonical(canonical, fitting, vendor, headers)))
            return ofVendors;

        return canonical is not null
            ? new MappingChoice(canonical, string.Empty, false)
            : ofVendors ?? new MappingChoice(null, MappingAdvice.For(file, headers, inScope), false);
    }

    /// <summary>
    /// The mapping of an entity of a vendor, for data that comes without a file: the user's own for that vendor, else the product's
    /// `{vendor}/{entity}`, else the vendor's first of that entity; null when there is none.
    /// </summary>
    /// <param name="vendor">The vendor, lower case.</param>
    /// <param name="entity">The canonical entity.</param>
    public Mapping? Find(string vendor, EntitySchema entity)
    {
        var ofVendor = OfVendor(vendor).Where(m => m.Entity == entity).ToList();
        return ofVendor.FirstOrDefault(m => m.Vendor is null || m.Name == $"{m.Vendor}/{entity}") ?? ofVendor.FirstOrDefault();
    }

    /// <summary>
    /// The mapping of what a vendor calls by a name (`Opportunity`, `Deals`, `0-3`), for data that comes without a file: the user's own
    /// for that vendor and entity, else the product's; null when there is none.
    /// </summary>
    /// <param name="vendor">The vendor, lower case.</param>
    /// <param name="objectName">The vendor's own name, in any case.</param>
    public Mapping? Find(string vendor, string objectName)
    {
        bool IsMeant(Mapping mapping) => mapping.Objects.Contains(objectName, StringComparer.OrdinalIgnoreCase);

        var product = VendorMappings.All.FirstOrDefault(m => IsOf(m.Vendor, vendor) && IsMeant(m));
        return OfVendor(vendor).Where(m => m.Vendor is null).FirstOrDefault(m => IsMeant(m) || (m.Objects.Count == 0 && m.Entity == product?.Entity)) ?? product;
    }

    /// <summary>What records get from the user's own tables, for the given sources.</summary>
    public IReadOnlyList<DerivedDimension> DerivedDimensions(IEnumerable<SourceConfiguration> sources) =>
        [.. from source in sources
            from mapping in own
            where (mapping.Scope.Source ?? source.Name) == source.Name && IsOf(mapping.Scope.Vendor ?? source.Vendor, source.Vendor)
            from lookup in mapping.Lookups
            select new DerivedDimension(source.Name, mapping.Entity, lookup.Name, lookup.Table, lookup.By, lookup.Column)];

    /// <summary>
    /// A canonical file with columns of its own may have the headers that tell a vendor's (id, name, industry): it is canonical when that
    /// explains more of its columns, or as many while the source is not that vendor's.
    /// </summary>
    private static bool IsRatherCanonical(Mapping canonical, Mapping ofVendor, string vendor, Headers headers)
    {
        var order = Recognition.Fit(canonical, headers).CompareTo(Recognition.Fit(ofVendor, headers));
        return order > 0 || (order == 0 && !IsOf(ofVendor.Vendor, vendor));
    }

    private IEnumerable<Mapping> OfVendor(string vendor) =>
        own.Where(m => IsOf(m.Scope.Vendor, vendor)).Concat(VendorMappings.All.Where(m => IsOf(m.Vendor, vendor)));

    private static MappingChoice BestOf(List<Mapping> fits, Headers headers)
    {
        var ranked = fits.GroupBy(m => (Specificity(m.Scope), Recognition.ColumnsFound(m, headers))).OrderByDescending(g => g.Key).First().ToList();
        return ranked.Count == 1
            ? new MappingChoice(ranked[0], string.Empty, false)
            : new MappingChoice(null, $"expected one mapping, but these fit equally well: {string.Join(", ", ranked.Select(m => m.Name))}; tell them apart by files or headers", false);
    }

    private static int Specificity(MappingScope scope) =>
        (scope.Files.Count > 0 ? 4 : 0) + (scope.Source is not null ? 2 : 0) + (scope.Vendor is not null ? 1 : 0);

    private static bool IsInScope(MappingScope scope, InboxPath file, string vendor) =>
        (scope.Source ?? file.Source) == file.Source && IsOf(scope.Vendor ?? vendor, vendor) && (scope.Files.Count == 0 || scope.Files.Any(p => p.Matches(file)));

    private static bool IsOf(string? vendor, string expected) => string.Equals(vendor, expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>A mapping that says neither for which files nor for which headers it is, is told by its columns: at least half must be there.</summary>
    private static bool IsTold(Mapping mapping, Headers headers) =>
        mapping.Scope.Files.Count > 0 || mapping.Scope.Headers.Count > 0
        || Recognition.ColumnsFound(mapping, headers) * 2 >= mapping.Columns.Count(c => c.IsRead);

    private static string HashOf(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
