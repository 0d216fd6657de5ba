using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary><see cref="VersionRule.FieldWise"/>: of every field the newest value.</summary>
internal sealed class FieldWiseMerger(int width, long since) : RecordMerger
{
    private readonly FieldState old = new(width);
    private readonly FieldState recent = new(width);
    private readonly FieldValue[] both = new FieldValue[width];

    /// <inheritdoc/>
    public override void Add(VersionRow row) => (row.Stamp.Sequence <= since ? old : recent).Add(row);

    /// <inheritdoc/>
    public override void Finish(MergedRecord record)
    {
        if (!recent.Any)
            Tell(record, old.Values, old.Values);
        else if (!old.Any)
            Tell(record, recent.Values, null);
        else
            TellBoth(record);
        old.Reset();
        recent.Reset();
    }

    private void TellBoth(MergedRecord record)
    {
        for (var i = 0; i < both.Length; i++)
            both[i] = recent.StampOf(i).Beats(old.StampOf(i)) ? recent.Values[i] : old.Values[i];
        Tell(record, both, old.Values);
    }
}
