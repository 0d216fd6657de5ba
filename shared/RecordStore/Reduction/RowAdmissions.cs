using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Reduction;

/// <summary>Admission of whole rows: the delivery's newest row of a key is kept if it can show.</summary>
internal sealed class LatestRowAdmission(int width, long storedUpTo, bool leaveOutTies) : Admission(storedUpTo, leaveOutTies)
{
    private readonly LatestRow stored = new(width);
    private readonly LatestRow winner = new(width);
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
        own.SortBySequence();
        for (var i = 0; i < own.Count; i++)
            Count(Apply(own[i]));
        if (winner.Any && !IsTie())
            target.Write(winner.Row);
        stored.Reset();
        winner.Reset();
        own.Clear();
    }

    private bool Apply(VersionRow row)
    {
        var current = winner.Any ? winner : stored;
        if (current.Any && !row.Stamp.Beats(current.Row.Stamp))
            return false;
        var changes = !current.Any || !FieldMeaning.Same(current.Row.Values, row.Values);
        winner.Add(row);
        return changes;
    }

    private bool IsTie() =>
        LeaveOutTies && stored.Any && stored.Row.Stamp.Time == winner.Row.Stamp.Time && stored.Row.Values.AsSpan().SequenceEqual(winner.Row.Values);
}

/// <summary>
/// Admission of sets that add up: all rows are kept (a set that lost may still grow and win), those of one version time as their
/// sum, which adds up with the set's other rows just as they would.
/// </summary>
internal sealed class AddedSetAdmission(RowLayout layout, long storedUpTo, bool leaveOutTies) : Admission(storedUpTo, leaveOutTies)
{
    private readonly AddedSets rule = new(layout);
    private readonly RowList all = new(layout.Width);
    private readonly FieldValue[] before = new FieldValue[layout.Width];
    private readonly FieldValue[] after = new FieldValue[layout.Width];
    private readonly VersionRow sum = new(layout.Width);
    private int ownRows;

    /// <inheritdoc/>
    public override void Add(VersionRow row)
    {
        if (IsOwn(row))
            ownRows++;
        all.Take(row);
    }

    /// <inheritdoc/>
    public override void Finish(IRowTarget target)
    {
        if (ownRows > 0)
            Admit(target);
        all.Clear();
        ownRows = 0;
    }

    private void Admit(IRowTarget target)
    {
        all.SortByStamp();
        rule.Merge(all, long.MaxValue, after);
        Count(!rule.Merge(all, StoredUpTo, before) || !FieldMeaning.Same(before, after), ownRows);
        for (var i = 0; i < all.Count; i++)
        {
            if (IsOwn(all[i]))
                i = WriteSum(i, target);
        }
    }

    /// <summary>Writes the sum of the own rows with one time, of which the first is given; returns the last.</summary>
    private int WriteSum(int first, IRowTarget target)
    {
        (sum.Hash, sum.Key, sum.Set) = (all[first].Hash, all[first].Key, all[first].Set);
        sum.Stamp = all[first].Stamp;
        Array.Clear(sum.Values);
        var last = first;
        for (var i = first; i < all.Count && all[i].Stamp.Time == sum.Stamp.Time; last = i++)
            rule.AddTo(sum.Values, all[i].Values);
        target.Write(sum);
        return last;
    }
}
