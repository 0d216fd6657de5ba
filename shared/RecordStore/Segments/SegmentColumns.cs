namespace CrmServerless.RecordStore.Segments;

/// <summary>
/// The columns of stored rows, by name: the entity's canonical fields as they were when the rows were written, then custom ones. A
/// reader finds its own columns among them by name, so fields may be added to an entity without rewriting what is stored.
/// </summary>
/// <param name="Canonical">Names of canonical fields.</param>
/// <param name="Custom">Names of custom columns.</param>
internal sealed record SegmentColumns(IReadOnlyList<string> Canonical, IReadOnlyList<string> Custom)
{
    /// <summary>How many columns.</summary>
    public int Count => Canonical.Count + Custom.Count;

    /// <summary>The columns in which rows of that layout are written today.</summary>
    public static SegmentColumns Of(RowLayout layout) => new([.. layout.Entity.Fields.Select(f => f.Name)], layout.Custom);

    /// <summary>For each of these columns its place in a reader's rows; -1 where the reader has no such column.</summary>
    public int[] PlacesIn(RowLayout reader)
    {
        var entity = reader.Entity;
        var places = reader.Custom.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => entity.Fields.Count + c.i, StringComparer.Ordinal);
        return [.. Canonical.Select(name => entity.Find(name)?.Index ?? -1), .. Custom.Select(name => places.GetValueOrDefault(name, -1))];
    }
}
