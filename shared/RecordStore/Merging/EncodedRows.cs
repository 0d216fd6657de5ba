using CrmServerless.RecordStore.Segments;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>Rows that stay as bytes until somebody asks for more than their order: most of a delivery's are stored as they came.</summary>
internal abstract class EncodedRows
{
    /// <summary>Where the bytes are.</summary>
    public abstract RowHeap Heap { get; }

    /// <summary>The key of a row.</summary>
    public abstract RecordKey KeyAt(RowPlace place);

    /// <summary>Reads a row's values, in the columns of the reader.</summary>
    public abstract void ReadValues(RowPlace place, FieldValue[] values);
}
