using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Ingestion;

/// <summary>What an attempt to ingest a blob came to.</summary>
public enum IngestionResult
{
    /// <summary>Its accepted rows are in the record store.</summary>
    Ingested,

    /// <summary>Its content was delivered before.</summary>
    Unchanged,

    /// <summary>The file can't be understood; the ledger says what was expected.</summary>
    Rejected,

    /// <summary>The file waits for a mapping file to be mended, or for a setting that allows its size.</summary>
    Waiting,

    /// <summary>This version of the blob was dealt with before; nothing was done.</summary>
    AlreadyDone,

    /// <summary>The blob was replaced or deleted meanwhile; what is there now comes with its own event, or by the reconciler.</summary>
    Gone,
}

/// <summary>What an attempt to ingest a blob came to.</summary>
/// <param name="Result">In a word.</param>
/// <param name="Row">The delivery's ledger row; null when there was no blob.</param>
public sealed record IngestionOutcome(IngestionResult Result, LedgerRow? Row);

/// <summary>What a reconciliation found and did.</summary>
/// <param name="Seen">Blobs in the inbox.</param>
/// <param name="Ingested">Of those that had no final ledger row: ingested now.</param>
/// <param name="Unchanged">Of those: content delivered before.</param>
/// <param name="Rejected">Of those: can't be understood.</param>
/// <param name="Waiting">Of those: wait for a mapping file to be mended.</param>
/// <param name="Failed">Of those: failed, to be tried again.</param>
public sealed record ReconcileOutcome(int Seen, int Ingested, int Unchanged, int Rejected, int Waiting, int Failed);
