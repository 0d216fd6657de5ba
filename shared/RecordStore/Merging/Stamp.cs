namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// What decides between two values of one field, and two versions of one record: the version time, and between equal times the
/// sequence in which they came in.
/// </summary>
/// <param name="Time">The version time in UTC ticks; 0 is older than any.</param>
/// <param name="Sequence">
/// The delivery's sequence number; rows of a delivery not yet committed have the numbers above the newest, in the order of its rows.
/// </param>
internal readonly record struct Stamp(long Time, long Sequence) : IComparable<Stamp>
{
    /// <summary>Older than every version: the stamp of a field nobody delivered.</summary>
    public static Stamp Never => new(long.MinValue, long.MinValue);

    /// <inheritdoc/>
    public int CompareTo(Stamp other) => Time != other.Time ? Time.CompareTo(other.Time) : Sequence.CompareTo(other.Sequence);

    /// <summary>True when this one wins over the other.</summary>
    public bool Beats(Stamp other) => Time != other.Time ? Time > other.Time : Sequence > other.Sequence;
}
