using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>One accepted row on its way into the store: a version of a record, full or partial.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="VersionTicks">
/// The version time in UTC ticks: modified_at, else the export time in the file's name, else the blob's creation. A row with an
/// empty modified_at in a file that has the column is older than any: <see cref="OlderThanAny"/>.
/// </param>
/// <param name="Values">Canonical fields by <see cref="Field.Index"/>, then the custom columns in the order given to the writer. The writer copies what it keeps: the array may be used again.</param>
public sealed record RecordVersion(RecordKey Key, long VersionTicks, FieldValue[] Values)
{
    /// <summary>The version time of a row that does not state its own beside rows that do.</summary>
    public const long OlderThanAny = 0;
}
