namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>
/// The columns of a json file: the names of its objects' values, nested ones as `a.b`. Gathered in one pass, fixed for the next.
/// </summary>
internal sealed class JsonColumns
{
    private const int MostColumns = 4096;
    private const int LongestName = 1024;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byPath;
    private readonly Dictionary<string, int[]> nested = new(StringComparer.Ordinal);
    private readonly List<(string Name, bool IsFilled)> columns = [];
    private readonly bool isFixed;

    /// <summary>No columns yet: they are gathered.</summary>
    public JsonColumns()
    {
        byPath = places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private JsonColumns(IEnumerable<string> names)
        : this()
    {
        foreach (var name in names)
            Add(name, isFilled: true);
        isFixed = true;
    }

    /// <summary>How many there are.</summary>
    public int Count => columns.Count;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => columns.Select(c => c.Name);

    /// <summary>What was gathered. A name that was only ever null is left out where other rows have an object there.</summary>
    public JsonColumns Fixed()
    {
        var parents = places.Keys.SelectMany(ParentsOf).ToHashSet(StringComparer.Ordinal);
        return new JsonColumns(columns.Where(c => c.IsFilled || !parents.Contains(c.Name)).Select(c => c.Name));
    }

    /// <summary>The place of a value; -1 when there is no such column.</summary>
    /// <exception cref="UnreadableFileException">A file of so many columns is no table.</exception>
    public int PlaceOf(ReadOnlySpan<char> path, bool isFilled)
    {
        if (!byPath.TryGetValue(path, out var place))
            return isFixed ? -1 : Add(path.ToString(), isFilled);

        if (isFilled && !columns[place].IsFilled)
            columns[place] = columns[place] with { IsFilled = true };
        return place;
    }

    /// <summary>The places of all values that objects at the path have.</summary>
    public IReadOnlyList<int> Nested(ReadOnlySpan<char> path)
    {
        if (!isFixed)
            return [];

        var prefix = $"{path}.";
        if (!nested.TryGetValue(prefix, out var found))
            nested[prefix] = found = [.. places.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p.Value)];
        return found;
    }

    private int Add(string name, bool isFilled)
    {
        if (columns.Count == MostColumns || name.Length > LongestName)
            throw new UnreadableFileException($"more than {MostColumns} names, or one longer than {LongestName} characters: expected objects that have the same names");

        columns.Add((name, isFilled));
        places.Add(name, columns.Count - 1);
        return columns.Count - 1;
    }

    private static IEnumerable<string> ParentsOf(string name)
    {
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            yield return name[..dot];
    }
}
