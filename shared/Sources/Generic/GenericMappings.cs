using CrmServerless.Records;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Sources.Generic;

/// <summary>
/// The canonical import of design.md: files of an entity's canonical columns need no mapping. The entity is told by the file's name or
/// folder (customers.csv, deals-2026-10-31_002.csv, orders/export.csv), else by its columns; further columns become custom columns.
/// </summary>
internal static class GenericMappings
{
    /// <summary>An entity that only columns tell must have at least so many of them.</summary>
    private const int FewestTellingColumns = 3;

    private static readonly IReadOnlyList<Mapping> All = [.. Entities.All.Where(e => e != Entities.Lookups).Select(Canonical)];

    /// <summary>The entities that files may be named for, for messages.</summary>
    public static string EntityNames { get; } = string.Join(", ", All.Select(m => m.Entity.Name));

    /// <summary>The entity that the file's name or nearest folder names; null when none or more than one does.</summary>
    public static Mapping? ByName(InboxPath file) =>
        NamedBy(file.Name) ?? file.Folders.Reverse().Select(folder => All.FirstOrDefault(m => Vocabulary.Is(folder, Vocabulary.Normalize(m.Entity.Name)))).FirstOrDefault(m => m is not null);

    /// <summary>The only entity that has the most of the file's columns, at least half of them and at least three; or null.</summary>
    public static Mapping? ByHeaders(Headers headers)
    {
        var fits = All.Where(m => MissingHeader(m, headers) is null)
            .Select(m => (Mapping: m, Known: m.Columns.Count(c => c.IsIn(headers))))
            .Where(f => f.Known >= FewestTellingColumns && f.Known * 2 >= headers.NamedPlaces.Count())
            .ToList();
        var best = fits.Where(f => f.Known == fits.Max(other => other.Known)).ToList();
        return best.Count == 1 ? best[0].Mapping : null;
    }

    /// <summary>A canonical column without which the file's rows are no records of the entity, and which it lacks; or null.</summary>
    public static string? MissingHeader(Mapping mapping, Headers headers) =>
        Needed(mapping.Entity).FirstOrDefault(name => headers.Find(name) is null);

    /// <summary>True when the file has canonical columns only, so that no other mapping can have been meant for it.</summary>
    public static bool KnowsAll(Mapping mapping, Headers headers) => headers.NamedPlaces.All(place => mapping.Entity.Find(Vocabulary.Normalize(headers.Names[place]).Replace('-', '_')) is not null);

    private static IEnumerable<string> Needed(EntitySchema entity) =>
        entity == Entities.Interactions ? ["at"]
        : entity == Entities.Surveys ? ["at", "score"]
        : entity == Entities.Spend ? ["day", "amount"]
        : entity == Entities.FxRates ? ["day", "currency", "rate"]
        : EntityIdentity.HasId(entity) ? ["id"]
        : EntityIdentity.NeededKey(entity).Select(f => f.Name);

    /// <summary>The entity whose name the file's is, else the only one whose name is among its words.</summary>
    private static Mapping? NamedBy(string name)
    {
        var words = $"-{Vocabulary.Normalize(name)}-";
        if (All.FirstOrDefault(m => words == $"-{Vocabulary.Normalize(m.Entity.Name)}-") is { } exact)
            return exact;

        var contained = All.Where(m => words.Contains($"-{Vocabulary.Normalize(m.Entity.Name)}-", StringComparison.Ordinal)).ToList();
        return contained.Count == 1 ? contained[0] : null;
    }

    private static Mapping Canonical(EntitySchema entity) => new()
    {
        Name = $"generic/{entity.Name}",
        Scope = new MappingScope(null, null, [], []),
        Entity = entity,
        Columns = [.. entity.Fields.Select(f => new MappedColumn(f.Name, f, [f.Name]))],
        KeepsOthers = true,
        Hash = MappingYaml.HashOf($"generic {entity.Name} {string.Join(' ', entity.Fields.Select(f => $"{f.Name}:{f.Type}"))}"),
    };
}
