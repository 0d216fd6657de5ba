using CrmServerless.Records;

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

    /// <summary>The columns in which rows of the entity are written today.</summary>
    public static SegmentColumns Of(EntitySchema entity, IReadOnlyList<string> custom) => new([.. entity.Fields.Select(f => f.Name)], custom);

    /// <summary>For each of these columns its place in a reader's rows (canonical fields, then the reader's custom columns); -1 where the reader has no such column.</summary>
    public int[] PlacesIn(EntitySchema entity, IReadOnlyList<string> custom)
    {
        var customPlace = custom.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => entity.Fields.Count + c.i, StringComparer.Ordinal);
        return [.. Canonical.Select(name => entity.Find(name)?.Index ?? -1), .. Custom.Select(name => customPlace.GetValueOrDefault(name, -1))];
    }
}
