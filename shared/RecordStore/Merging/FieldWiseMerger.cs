using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary><see cref="VersionRule.FieldWise"/>: of every field the newest value; who is missing counts as deleted (<see cref="Absence"/>).</summary>
internal sealed class FieldWiseMerger(RowLayout layout, long since) : RecordMerger
{
    private readonly FieldState old = new(layout.Width);
    private readonly FieldState recent = new(layout.Width);
    private readonly FieldValue[] both = new FieldValue[layout.Width];
    private readonly FieldValue[] missingThen = new FieldValue[layout.Width];
    private readonly FieldValue[] missingNow = new FieldValue[layout.Width];
    private readonly Absence? absence = Absence.In(layout);

    /// <inheritdoc/>
    public override void Add(VersionRow row) => (row.Stamp.Sequence <= since ? old : recent).Add(row);

    /// <inheritdoc/>
    public override void Finish(MergedRecord record)
    {
        if (!recent.Any)
            TellOld(record);
        else if (!old.Any)
            Tell(record, Seen(recent.Values, recent, null, missingNow), null);
        else
            TellBoth(record);
        old.Reset();
        recent.Reset();
    }

    private void TellOld(MergedRecord record)
    {
        var values = Seen(old.Values, old, null, missingThen);
        Tell(record, values, values);
    }

    private void TellBoth(MergedRecord record)
    {
        for (var i = 0; i < both.Length; i++)
            both[i] = recent.StampOf(i).Beats(old.StampOf(i)) ? recent.Values[i] : old.Values[i];
        Tell(record, Seen(both, recent, old, missingNow), Seen(old.Values, old, null, missingThen));
    }

    /// <summary>The values as readers see them.</summary>
    private FieldValue[] Seen(FieldValue[] values, FieldState state, FieldState? other, FieldValue[] missing)
    {
        if (absence is null || !values[absence.Place].HasValue || !absence.IsMissing(state, other))
            return values;
        values.CopyTo(missing, 0);
        missing[absence.DeletedPlace] = values[absence.Place];
        return missing;
    }
}
