using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Ledger;

/// <summary>What has become of a delivery.</summary>
public enum LedgerState
{
    /// <summary>Begun; an attempt is under way, or one died.</summary>
    Pending,

    /// <summary>Its accepted rows are in the record store.</summary>
    Ingested,

    /// <summary>Its content is that of the latest delivery of the same path under the same mapping: nothing was to be done.</summary>
    Unchanged,

    /// <summary>The file can't be understood; it stays in the inbox, and is tried again when the mappings change.</summary>
    Rejected,

    /// <summary>An attempt failed for a reason that lies outside the file; it is tried again.</summary>
    Failed,
}

/// <summary>One delivery: a blob of the inbox in one version (ETag), and what became of it. Rows in = accepted + rejected + unchanged.</summary>
public sealed record LedgerRow
{
    /// <summary>The <see cref="Format"/> of parts of a webhook log.</summary>
    public const string WebhookFormat = "webhooks";

    /// <summary>The inbox source.</summary>
    public required string Source { get; init; }

    /// <summary>The blob's path below the source's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The blob's ETag, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When the blob's content was written; UTC.</summary>
    public required DateTimeOffset BlobModified { get; init; }

    /// <summary>The blob's length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>What has become of it.</summary>
    public LedgerState State { get; init; } = LedgerState.Pending;

    /// <summary>Why it was rejected or failed, and what was expected, or what of it was left out; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>SHA-256 of the blob, lower-case hexadecimal; null when it wasn't read to its end.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The entity of its rows, or null when the file wasn't understood.</summary>
    public string? Entity { get; init; }

    /// <summary>How the file is written: encoding and delimiter.</summary>
    public string? Format { get; init; }

    /// <summary>The mapping's name, or null.</summary>
    public string? Mapping { get; init; }

    /// <summary>What the mapping and the zones say, hashed: equal content under an equal hash makes equal records.</summary>
    public string? MappingHash { get; init; }

    /// <summary>All mappings, hashed, as they were when the file was tried.</summary>
    public string? CatalogueHash { get; init; }

    /// <summary>The record store's name of the delivery, or null.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The export that the delivery is part of, or null.</summary>
    public string? DeliverySet { get; init; }

    /// <summary>The commit's number in the record store; null when nothing was committed.</summary>
    public long? Sequence { get; init; }

    /// <summary>Rows of the file, the header aside.</summary>
    public long RowsIn { get; init; }

    /// <summary>Rows that made or changed a record.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows that can't be used; they are in <see cref="RejectsBlob"/>.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows that said nothing new.</summary>
    public long Unchanged { get; init; }

    /// <summary>Of a part of a webhook log: the lines before it.</summary>
    public long LinesBefore { get; init; }

    /// <summary>The blob in crm-rejects that lists the rejected rows; null when there are none.</summary>
    public string? RejectsBlob { get; init; }

    /// <summary>Records that were deleted, since an export of everything lacks them.</summary>
    public long Deleted { get; init; }

    /// <summary>Records that it lacks too, which were not deleted since they were too many; <see cref="Message"/> says of how many.</summary>
    public long Held { get; init; }

    /// <summary>True when an operator said that they are to be deleted all the same.</summary>
    public bool IsReleased { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last attempt began; UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it came to <see cref="State"/>; null while pending; UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The file by its name.</summary>
    public InboxPath File => new(Source, Path);

    /// <summary>What the row is the newest of, or not: a file, of which each version replaces the one before; a part of a webhook log is one of its own.</summary>
    public string Subject => Format == WebhookFormat ? $"{File.BlobName} {ETag}" : File.BlobName;

    /// <summary>True when nothing is left to be done, unless the mappings have changed from the given ones.</summary>
    public bool IsFinal(string catalogueHash) => State switch
    {
        LedgerState.Ingested or LedgerState.Unchanged => true,
        LedgerState.Rejected => CatalogueHash == catalogueHash,
        _ => false,
    };
}
