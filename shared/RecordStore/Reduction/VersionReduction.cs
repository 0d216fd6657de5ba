using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Reduction;

/// <summary>Takes rows that are to be stored, in order.</summary>
internal interface IRowTarget
{
    /// <summary>Takes a row; it is the giver's again afterwards.</summary>
    void Write(VersionRow row);
}

/// <summary>
/// Takes all rows of one key and passes on those that must stay stored: the others can never again show in any merged state that
/// counts, whatever arrives later in whatever order.
/// </summary>
internal abstract class VersionReduction : IVersionSink
{
    /// <summary>What compaction does with the entity's rows.</summary>
    /// <param name="layout">The entity and its columns.</param>
    /// <param name="kept">The sequence whose state stays told beside the newest.</param>
    /// <param name="isClosed">Says of a delivery set that no further delivery of it will come.</param>
    public static VersionReduction ForCompaction(RowLayout layout, long kept, Func<string, bool> isClosed) => layout.Entity.VersionRule switch
    {
        VersionRule.FieldWise => new FieldWiseReduction(layout.Width, kept),
        VersionRule.LastInDelivery => new LatestRowReduction(layout.Width, kept),
        VersionRule.AddWithinDelivery => new AddedSetReduction(layout.Width, kept, isClosed),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.Entity.VersionRule, "an unknown version rule"),
    };

    /// <inheritdoc/>
    public abstract void Add(VersionRow row);

    /// <summary>Passes on what stays of the key and begins the next one.</summary>
    public abstract void Finish(IRowTarget target);
}

/// <summary>Whole rows: the greatest stamp stays, and the greatest of the rows up to the kept sequence.</summary>
internal sealed class LatestRowReduction(int width, long kept) : VersionReduction
{
    private readonly LatestRow old = new(width);
    private readonly LatestRow recent = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => (row.Stamp.Sequence <= kept ? old : recent).Add(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        if (old.Any)
            target.Write(old.Row);
        if (recent.Any && (!old.Any || recent.Row.Stamp.Beats(old.Row.Stamp)))
            target.Write(recent.Row);
        old.Reset();
        recent.Reset();
    }
}

/// <summary>Sets that add up: the newest set stays, what was the newest up to the kept sequence, and every set that may still grow.</summary>
internal sealed class AddedSetReduction(int width, long kept, Func<string, bool> isClosed) : VersionReduction
{
    private readonly RowList rows = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => rows.Take(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        rows.SortByStamp();
        var (newest, newestThen) = (AddedSets.Newest(rows, long.MaxValue), AddedSets.Newest(rows, kept));
        for (var i = 0; i < rows.Count; i++)
        {
            if (Is(rows[i], newest) || (rows[i].Stamp.Sequence <= kept && Is(rows[i], newestThen)) || !isClosed(rows[i].Set!))
                target.Write(rows[i]);
        }

        rows.Clear();
    }

    private static bool Is(VersionRow row, string? set) => string.Equals(row.Set, set, StringComparison.Ordinal);
}

/// <summary>
/// Field by field: of every field the winning value stays with its own stamp, and the winning one of those up to the kept sequence.
/// </summary>
internal sealed class FieldWiseReduction(int width, long kept) : VersionReduction
{
    private readonly FieldState old = new(width);
    private readonly FieldState recent = new(width);
    private readonly FieldLayers layers = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => (row.Stamp.Sequence <= kept ? old : recent).Add(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        Write(old, target);
        Write(recent, target);
    }

    private void Write(FieldState state, IRowTarget target)
    {
        if (state.IsSingle)
            target.Write(state.Single);
        else if (state.Any)
            layers.Write(state, target);
        state.Reset();
    }
}
