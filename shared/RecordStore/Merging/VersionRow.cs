using CrmServerless.RecordStore.Keys;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// One stored version of a record while it streams by. Instances and their arrays are reused: who wants to keep the values takes
/// the array and leaves another of the same length (<see cref="ExchangeWith"/>).
/// </summary>
internal sealed class VersionRow(int width)
{
    /// <summary>The key's hash.</summary>
    public KeyHash Hash { get; set; }

    /// <summary>The key.</summary>
    public RecordKey Key { get; set; }

    /// <summary>What decides which values win: version time, then sequence.</summary>
    public Stamp Stamp { get; set; }

    /// <summary>The delivery set, where the entity's rule asks for it, else null.</summary>
    public string? Set { get; set; }

    /// <summary>The values in the columns of the reader: canonical fields, then the reader's custom columns.</summary>
    public FieldValue[] Values { get; set; } = new FieldValue[width];

    /// <summary>Takes all of the other row, leaving it this row's array to write the next version into.</summary>
    public void ExchangeWith(VersionRow other)
    {
        Hash = other.Hash;
        Key = other.Key;
        Stamp = other.Stamp;
        Set = other.Set;
        (Values, other.Values) = (other.Values, Values);
    }
}
