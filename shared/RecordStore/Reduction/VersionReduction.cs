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
/// Takes all rows of one key and passes on those that must stay stored: the others can never again show in any merged state,
/// whatever arrives later in whatever order.
/// </summary>
internal abstract class VersionReduction : IVersionSink
{
    /// <summary>What compaction does with the entity's rows.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="width">How many values a row has.</param>
    /// <param name="isClosed">Says of a delivery set that no further delivery of it will come.</param>
    public static VersionReduction ForCompaction(EntitySchema entity, int width, Func<string, bool> isClosed) => entity.VersionRule switch
    {
        VersionRule.FieldWise => new FieldWiseReduction(width),
        VersionRule.LastInDelivery => new LatestRowReduction(width),
        VersionRule.AddWithinDelivery => new AddedSetReduction(width, isClosed),
        _ => throw new ArgumentOutOfRangeException(nameof(entity), entity.VersionRule, "an unknown version rule"),
    };

    /// <inheritdoc/>
    public abstract void Add(VersionRow row);

    /// <summary>Passes on what stays of the key and begins the next one.</summary>
    public abstract void Finish(IRowTarget target);
}

/// <summary>Whole rows: the greatest stamp stays.</summary>
internal sealed class LatestRowReduction(int width) : VersionReduction
{
    private readonly LatestRow latest = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => latest.Add(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        target.Write(latest.Row);
        latest.Reset();
    }
}

/// <summary>Sets that add up: the newest set stays, and every set that may still grow and so become the newest.</summary>
internal sealed class AddedSetReduction(int width, Func<string, bool> isClosed) : VersionReduction
{
    private readonly RowList rows = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => rows.Take(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        rows.SortByStamp();
        var newest = AddedSets.Newest(rows, long.MaxValue)!;
        for (var i = 0; i < rows.Count; i++)
        {
            if (string.Equals(rows[i].Set, newest, StringComparison.Ordinal) || !isClosed(rows[i].Set!))
                target.Write(rows[i]);
        }

        rows.Clear();
    }
}

/// <summary>Field by field: of every field the winning value stays, with its own stamp.</summary>
internal sealed class FieldWiseReduction(int width) : VersionReduction
{
    private readonly FieldState state = new(width);
    private readonly FieldLayers layers = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => state.Add(row);

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        if (state.IsSingle)
            target.Write(state.Single);
        else
            layers.Write(state, target);
        state.Reset();
    }
}
