namespace CrmServerless.Ingestion.Inbox;

/// <summary>A blob was replaced or deleted while it was read: what it holds now is another delivery.</summary>
public sealed class BlobReplacedException : Exception
{
    /// <summary>Tells what storage answered.</summary>
    public BlobReplacedException(Exception innerException)
        : base("the blob was replaced or deleted while it was read", innerException)
    {
    }
}
