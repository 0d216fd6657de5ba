using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// One stored version of a record while it streams by. Instances and their arrays are reused: who wants to keep the values takes
/// the array and leaves another of the same length (<see cref="ExchangeWith"/>). Key and values may still be bytes: they are decoded
/// when they are asked for.
/// </summary>
internal sealed class VersionRow(int width)
{
    private FieldValue[] values = new FieldValue[width];
    private RecordKey key;
    private EncodedRows? encoded;
    private bool hasKey = true;

    /// <summary>The key's hash.</summary>
    public KeyHash Hash { get; set; }

    /// <summary>The key.</summary>
    public RecordKey Key
    {
        get
        {
            if (!hasKey)
                (key, hasKey) = (encoded!.KeyAt(Place), true);
            return key;
        }

        set => (key, hasKey) = (value, true);
    }

    /// <summary>What decides which values win: version time, then sequence.</summary>
    public Stamp Stamp { get; set; }

    /// <summary>The delivery set, where the entity's rule asks for it, else null.</summary>
    public string? Set { get; set; }

    /// <summary>The values in the columns of the reader: canonical fields, then the reader's custom columns.</summary>
    public FieldValue[] Values
    {
        get
        {
            if (encoded is not null)
                Decode();
            return values;
        }

        set => (values, encoded) = (value, null);
    }

    /// <summary>The bytes of the row while nobody has asked for its values, which may be changed afterwards; else null.</summary>
    public RowHeap? Encoded => encoded?.Heap;

    /// <summary>Where in those bytes it is.</summary>
    public RowPlace Place { get; private set; }

    /// <summary>Becomes a row that is not decoded yet, but for hash, stamp and set.</summary>
    public void Refer(EncodedRows rows, RowPlace place) => (encoded, Place, hasKey) = (rows, place, false);

    /// <summary>Takes all of the other row, leaving it this row's array to write the next version into.</summary>
    public void ExchangeWith(VersionRow other)
    {
        Hash = other.Hash;
        Stamp = other.Stamp;
        Set = other.Set;
        (key, hasKey, other.hasKey, Place) = (other.key, other.hasKey, true, other.Place);
        (encoded, other.encoded) = (other.encoded, null);
        (values, other.values) = (other.values, values);
    }

    /// <summary>Takes the key of the other row and its hash, without decoding it.</summary>
    public void TakeKeyOf(VersionRow other) => (Hash, key, hasKey, encoded, Place) = (other.Hash, other.key, other.hasKey, other.encoded, other.Place);

    private void Decode()
    {
        _ = Key;
        encoded!.ReadValues(Place, values);
        encoded = null;
    }
}
