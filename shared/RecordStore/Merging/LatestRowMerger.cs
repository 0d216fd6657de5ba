using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// <see cref="VersionRule.LastInDelivery"/>: the whole row with the greatest stamp. (The newest set is the one that has that row,
/// and within it the later row wins, so sets need not be told apart.)
/// </summary>
internal sealed class LatestRowMerger(int width, long since) : RecordMerger
{
    private readonly LatestRow old = new(width);
    private readonly LatestRow recent = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => (row.Stamp.Sequence <= since ? old : recent).Add(row);

    /// <inheritdoc/>
    public override void Finish(MergedRecord record)
    {
        var newest = recent.Any && (!old.Any || recent.Row.Stamp.Beats(old.Row.Stamp)) ? recent : old;
        Tell(record, newest.Row.Values, old.Any ? old.Row.Values : null);
        old.Reset();
        recent.Reset();
    }
}

/// <summary>The row with the greatest stamp of those it was given.</summary>
internal sealed class LatestRow(int width)
{
    /// <summary>True once there is a row.</summary>
    public bool Any { get; private set; }

    /// <summary>The row, while <see cref="Any"/>.</summary>
    public VersionRow Row { get; } = new(width);

    /// <summary>Takes a row if it beats the one it has; the row is then left with other values.</summary>
    /// <returns>True when it was taken.</returns>
    public bool Add(VersionRow row)
    {
        if (Any && !row.Stamp.Beats(Row.Stamp))
            return false;
        Row.ExchangeWith(row);
        return Any = true;
    }

    /// <summary>Forgets the row.</summary>
    public void Reset() => Any = false;
}
