namespace Azure.Data.Tables;

/// <summary>Names that the service gives ('Understanding the Table service data model', 'Payload format for Table service operations').</summary>
internal static class SystemProperties
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
    public const string Metadata = "odata.metadata";

    /// <summary>Follows a property's name: the annotation that tells its type.</summary>
    public const string TypeSuffix = "@odata.type";
}
