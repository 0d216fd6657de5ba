using CrmServerless.Records;

namespace CrmServerless.Sources.Mappings;

/// <summary>A file's header row. Names compare like the vocabulary: without case, `_`, space and `-` alike.</summary>
public sealed class Headers
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Takes the cells of a header row; empty ones have no name, of two alike the first is meant.</summary>
    public Headers(IEnumerable<string> cells)
    {
        Names = [.. cells.Select(c => c.Trim())];
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i].Length > 0)
                places.TryAdd(Vocabulary.Normalize(Names[i]), i);
        }
    }

    /// <summary>The names in the file's order, trimmed, empty ones too.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The places of the columns that can be asked for by name, in the file's order.</summary>
    public IEnumerable<int> NamedPlaces => places.Values.Order();

    /// <summary>The place of a column, or null.</summary>
    public int? Find(string name) => places.TryGetValue(Vocabulary.Normalize(name), out var place) ? place : null;

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
}
