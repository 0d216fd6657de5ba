using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>
/// A record as its versions merge to. One instance is reused for a whole read: what is wanted beyond the next step must be copied.
/// </summary>
public sealed class MergedRecord
{
    /// <summary>The entity that is read.</summary>
    public required EntitySchema Entity { get; init; }

    /// <summary>The names of the entity's custom columns, in the order of the values behind the canonical ones.</summary>
    public required IReadOnlyList<string> CustomColumns { get; init; }

    /// <summary>The record's key.</summary>
    public RecordKey Key { get; set; }

    /// <summary>
    /// The newest values: canonical fields by <see cref="Field.Index"/>, then the custom columns. Absent and empty both mean that
    /// nothing is known.
    /// </summary>
    public FieldValue[] Values { get; set; } = [];

    /// <summary>
    /// The values as they were at the sequence the reader asked to compare with, or null when the record did not exist then. Equal
    /// to <see cref="Values"/> where <see cref="Changed"/> is false.
    /// </summary>
    public FieldValue[]? Before { get; set; }

    /// <summary>True when a value differs from <see cref="Before"/>, or the record is new since then.</summary>
    public bool Changed { get; set; }

    /// <summary>The newest value of a canonical field.</summary>
    public FieldValue this[Field field] => Values[field.Index];
}
