using System.Globalization;
using CrmServerless.Records;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// A file's header row, and what its head remarked before (GA4: `# Start date: 20230101`). Names compare like the vocabulary: without
/// case, `_`, space and `-` alike.
/// </summary>
public sealed class Headers
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> furtherPlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> remarks = new(StringComparer.Ordinal);

    /// <summary>Takes the cells of a header row; empty ones have no name, of two alike the first is meant and the second is `Name#2`.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="remarks">What the head says, by name; null: nothing.</param>
    public Headers(IEnumerable<string> cells, IEnumerable<KeyValuePair<string, string>>? remarks = null)
    {
        Names = [.. cells.Select(c => c.Trim())];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Names.Count; i++)
        {
            var name = Vocabulary.Normalize(Names[i]);
            if (name.Length == 0)
                continue;

            var occurrence = seen[name] = seen.GetValueOrDefault(name) + 1;
            if (occurrence == 1)
                places.Add(name, i);
            else
                furtherPlaces.TryAdd(string.Create(CultureInfo.InvariantCulture, $"{name}#{occurrence}"), i);
        }

        foreach (var (name, text) in remarks ?? [])
            this.remarks[Vocabulary.Normalize(name)] = text;
    }

    /// <summary>The names in the file's order, trimmed, empty ones too.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The places of the columns that can be asked for by their own name, in the file's order.</summary>
    public IEnumerable<int> NamedPlaces => places.Values.Order();

    /// <summary>The place of a column, or null.</summary>
    public int? Find(string name)
    {
        var normal = Vocabulary.Normalize(name);
        return places.TryGetValue(normal, out var place) || furtherPlaces.TryGetValue(normal, out place) ? place : null;
    }

    /// <summary>The place of the first of several names that is there, or null.</summary>
    public int? FindFirst(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } place)
                return place;
        }

        return null;
    }

    /// <summary>What the file's head says under a name (`# Start date`), or null.</summary>
    public string? Remark(string name) => remarks.GetValueOrDefault(Vocabulary.Normalize(name));

    /// <summary>Whether there is a column or a remark of one of the names.</summary>
    public bool Has(HeaderNames names) => names.Any.Any(n => Find(n) is not null || Remark(n) is not null);
}
