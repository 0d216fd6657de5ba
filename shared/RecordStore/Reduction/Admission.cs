using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Reduction;

/// <summary>
/// Decides which rows of a new delivery are stored, and counts what they do: takes of each key the rows already stored and the
/// delivery's own, and passes on those of the delivery's that must be kept.
/// <para>A row counts as stored when it, coming after the delivery's earlier rows, makes a record or changes a value of one (absent
/// and empty are alike); in entities that add up, all rows of a key count as stored when their sum changes the record.</para>
/// <para>A value is left out of storage when it can never show: a stored one has a newer version time; or a stored one has the same
/// time and is equal, so that every later value beats the one exactly when it beats the other. The second holds only if no other
/// delivery comes in between, so it is applied only if the caller can rule that out (<paramref name="leaveOutTies"/>).</para>
/// </summary>
/// <param name="storedUpTo">Rows with a greater sequence are the delivery's own.</param>
/// <param name="leaveOutTies">Whether equal values of equal times are left out.</param>
internal abstract class Admission(long storedUpTo, bool leaveOutTies) : VersionReduction
{
    /// <summary>The admission for the entity's rule.</summary>
    public static Admission For(RowLayout layout, long storedUpTo, bool leaveOutTies) => layout.Entity.VersionRule switch
    {
        VersionRule.FieldWise => new FieldWiseAdmission(layout.Width, storedUpTo, leaveOutTies),
        VersionRule.LastInDelivery => new LatestRowAdmission(layout.Width, storedUpTo, leaveOutTies),
        VersionRule.AddWithinDelivery => new AddedSetAdmission(layout, storedUpTo, leaveOutTies),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.Entity.VersionRule, "an unknown version rule"),
    };

    /// <summary>The delivery's rows that change something.</summary>
    public long Stored { get; private set; }

    /// <summary>The delivery's rows that change nothing.</summary>
    public long Unchanged { get; private set; }

    /// <summary>See the class.</summary>
    protected bool LeaveOutTies => leaveOutTies;

    /// <summary>See the class.</summary>
    protected long StoredUpTo => storedUpTo;

    /// <summary>True for a row of the delivery.</summary>
    protected bool IsOwn(VersionRow row) => row.Stamp.Sequence > storedUpTo;

    /// <summary>Counts rows.</summary>
    protected void Count(bool changes, int rows = 1)
    {
        if (changes)
            Stored += rows;
        else
            Unchanged += rows;
    }
}
