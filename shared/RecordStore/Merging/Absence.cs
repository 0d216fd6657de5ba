using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// That a record was missing from an export of everything there is. It is kept as one more column, which readers don't see: the export's
/// time, with that as version time too. A missing record counts as deleted at that time until something newer is known of it: a value, or
/// that a later export has it again (the column is empty then). So what arrives late is right in any order.
/// </summary>
internal sealed class Absence
{
    /// <summary>The column's name; no header of a file has such a character.</summary>
    public const string Column = "\u001Fmissing_since";

    private const string DeletedAt = "deleted_at";

    private Absence(int column, int deletedAt) => (Place, DeletedPlace) = (column, deletedAt);

    /// <summary>The column's place in a row.</summary>
    public int Place { get; }

    /// <summary>The place of deleted_at.</summary>
    public int DeletedPlace { get; }

    /// <summary>Whether records of the entity can be deleted, and so be missing.</summary>
    public static bool MayConcern(EntitySchema entity) => entity.VersionRule == VersionRule.FieldWise && entity.Find(DeletedAt) is not null;

    /// <summary>The column in rows of that layout; null where there is none, since no record of the entity was ever missing.</summary>
    public static Absence? In(RowLayout layout)
    {
        if (!MayConcern(layout.Entity))
            return null;
        for (var i = 0; i < layout.Custom.Count; i++)
        {
            if (layout.Custom[i] == Column)
                return new Absence(layout.Entity.Fields.Count + i, layout.Entity[DeletedAt].Index);
        }

        return null;
    }

    /// <summary>Custom columns without this one.</summary>
    public static IReadOnlyList<string> WithoutIt(IReadOnlyList<string> custom) => custom.Contains(Column) ? [.. custom.Where(c => c != Column)] : custom;

    /// <summary>Custom columns with this one, if it is among them, at their end: the places of those that readers see are as if it weren't there.</summary>
    public static IReadOnlyList<string> AtTheEnd(IReadOnlyList<string> custom) => custom.Contains(Column) ? [.. WithoutIt(custom), Column] : custom;

    /// <summary>Whether the record that a state, or two together, make counts as deleted for being missing.</summary>
    public bool IsMissing(FieldState state, FieldState? other = null)
    {
        var since = Newest(state, other, Place);
        if (since == Stamp.Never || !Value(state, other, Place).HasValue || Value(state, other, DeletedPlace).HasValue)
            return false;
        return !NewestKnown(state, other).Beats(since);
    }

    /// <summary>The newest stamp of anything known of the record, other than that it was missing.</summary>
    public Stamp NewestKnown(FieldState state, FieldState? other = null)
    {
        var newest = Stamp.Never;
        for (var i = 0; i < state.Values.Length; i++)
        {
            var stamp = i == Place && Value(state, other, i).HasValue ? Stamp.Never : Newest(state, other, i);
            newest = stamp.Beats(newest) ? stamp : newest;
        }

        return newest;
    }

    private static Stamp Newest(FieldState state, FieldState? other, int field)
    {
        var own = state.StampOf(field);
        return other is not null && other.StampOf(field) is var more && more.Beats(own) ? more : own;
    }

    private static FieldValue Value(FieldState state, FieldState? other, int field) =>
        other is not null && other.StampOf(field).Beats(state.StampOf(field)) ? other.Values[field] : state.Values[field];
}
