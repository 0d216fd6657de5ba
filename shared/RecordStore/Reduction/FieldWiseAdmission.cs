using CrmServerless.RecordStore.Merging;

namespace CrmServerless.RecordStore.Reduction;

/// <summary>Admission field by field.</summary>
internal sealed class FieldWiseAdmission(int width, long storedUpTo, bool leaveOutTies) : Admission(storedUpTo, leaveOutTies)
{
    private readonly FieldState stored = new(width);
    private readonly FieldState running = new(width);
    private readonly FieldState kept = new(width);
    private readonly FieldLayers layers = new(width);
    private readonly RowList own = new(width);

    /// <inheritdoc/>
    public override void Add(VersionRow row)
    {
        if (IsOwn(row))
            own.Take(row);
        else
            stored.Add(row);
    }

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        if (own.Count > 0)
            Admit(target);
        stored.Reset();
        own.Clear();
    }

    private void Admit(IRowTarget target)
    {
        if (own.Count == 1 && !stored.Any)
        {
            Count(changes: true);
            target.Write(own[0]);
            return;
        }

        own.SortBySequence();
        running.CopyFrom(stored);
        for (var i = 0; i < own.Count; i++)
            Count(Apply(own[i]));
        if (KeepWinners() || !stored.Any)
            layers.Write(kept, target);
    }

    /// <summary>Lets a row take effect; true when that changes something.</summary>
    private bool Apply(VersionRow row)
    {
        var changes = !running.Any;
        if (changes)
            running.Begin(row.Stamp);
        for (var i = 0; i < width; i++)
        {
            var earlier = running.Values[i];
            changes |= running.Offer(i, in row.Values[i], row.Stamp) && !FieldMeaning.Same(in earlier, in row.Values[i]);
        }

        return changes;
    }

    /// <summary>
    /// Finds the delivery's values that won and can show. Rows of the delivery with one version time become one: they get one
    /// sequence when the delivery is committed.
    /// </summary>
    private bool KeepWinners()
    {
        var any = false;
        kept.Begin(own[own.Count - 1].Stamp);
        (kept.Single.Hash, kept.Single.Key) = (own[0].Hash, own[0].Key);
        for (var i = 0; i < width; i++)
        {
            var stamp = running.StampOf(i);
            if (stamp.Sequence > StoredUpTo && !IsTie(i, stamp))
                any |= kept.Offer(i, in running.Values[i], stamp with { Sequence = StoredUpTo + 1 });
        }

        return any;
    }

    private bool IsTie(int field, Stamp stamp) =>
        LeaveOutTies && stored.StampOf(field).Time == stamp.Time && stored.Values[field].Equals(running.Values[field]);
}
