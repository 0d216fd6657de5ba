namespace Azure.Data.Tables;

/// <summary>
/// An entity of a table: its key, and what the service keeps about it. Documented on the .NET API page 'ITableEntity Interface' and in
/// 'Understanding the Table service data model', section 'System properties'.
/// </summary>
public interface ITableEntity
{
    /// <summary>First part of the key: up to 1 KiB, without / \ # ? and control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>Second part of the key, unique within the partition; limits as <see cref="PartitionKey"/>.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the entity, UTC; null before it was read. Never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read; the default before that. Never sent.</summary>
    ETag ETag { get; set; }
}
