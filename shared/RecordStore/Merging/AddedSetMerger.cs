using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary><see cref="VersionRule.AddWithinDelivery"/>: the newest set, its rows added up.</summary>
internal sealed class AddedSetMerger(RowLayout layout, long since) : RecordMerger
{
    private readonly AddedSets rule = new(layout);
    private readonly RowList rows = new(layout.Width);
    private readonly FieldValue[] now = new FieldValue[layout.Width];
    private readonly FieldValue[] before = new FieldValue[layout.Width];
    private bool anyRecent;

    /// <inheritdoc/>
    public override void Add(VersionRow row)
    {
        anyRecent |= row.Stamp.Sequence > since;
        rows.Take(row);
    }

    /// <inheritdoc/>
    public override void Finish(MergedRecord record)
    {
        rows.SortByStamp();
        rule.Merge(rows, long.MaxValue, now);
        if (!anyRecent)
            Tell(record, now, now);
        else
            Tell(record, now, rule.Merge(rows, since, before) ? before : null);
        rows.Clear();
        anyRecent = false;
    }
}
