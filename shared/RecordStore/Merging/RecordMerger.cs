using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// Makes one record of the versions of one key. A version is old when its sequence is at most the one to compare with: what
/// <see cref="MergedRecord.Before"/> says comes from the old ones alone.
/// </summary>
internal abstract class RecordMerger : IVersionSink
{
    /// <summary>The merger for the entity's rule.</summary>
    /// <param name="layout">The entity and its columns.</param>
    /// <param name="since">The sequence to compare with.</param>
    public static RecordMerger For(RowLayout layout, long since) => layout.Entity.VersionRule switch
    {
        VersionRule.FieldWise => new FieldWiseMerger(layout, since),
        VersionRule.LastInDelivery => new LatestRowMerger(layout.Width, since),
        VersionRule.AddWithinDelivery => new AddedSetMerger(layout, since),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.Entity.VersionRule, "an unknown version rule"),
    };

    /// <inheritdoc/>
    public abstract void Add(VersionRow row);

    /// <summary>Tells the values of the record and begins the next one. What it tells is valid until the next <see cref="Add"/>.</summary>
    public abstract void Finish(MergedRecord record);

    /// <summary>Tells the values, given those before (null: there was no record).</summary>
    protected static void Tell(MergedRecord record, FieldValue[] values, FieldValue[]? before)
    {
        record.Values = values;
        record.Changed = before is null || (!ReferenceEquals(values, before) && !FieldMeaning.Same(values, before));
        record.Before = before is null || record.Changed ? before : values;
    }
}
