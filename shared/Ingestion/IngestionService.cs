using Azure;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion.FullExports;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Notifications.Outbox;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Ingestion;

/// <summary>
/// Ingests files of the inbox. Safe at any time, any number of times and by several instances at once: a version of a blob enters the
/// record store once, and the ledger says what became of it.
/// </summary>
public sealed class IngestionService
{
    private readonly InboxStore inbox;
    private readonly Delivery delivery;
    private readonly ArchiveDelivery archives;
    private readonly FullExport exports;
    private readonly PartSets partSets;
    private readonly IngestionSettingsCache settingsCache;
    private readonly TimeProvider time;
    private readonly ILogger<IngestionService> logger;

    /// <summary>The service over a storage account whose containers and tables exist.</summary>
    /// <param name="storage">Inbox, rejects and ledger.</param>
    /// <param name="records">The record store.</param>
    /// <param name="configuration">Mappings, sources and the business time zone.</param>
    /// <param name="time">The clock of the ledger.</param>
    /// <param name="logger">Gets ids and counts.</param>
    /// <param name="spool">How much of the disk a zip or workbook may take; null: the default.</param>
    public IngestionService(
        CrmStorage storage, IRecordStore records, IConfigurationSource configuration, TimeProvider time, ILogger<IngestionService> logger, SpoolSettings? spool = null)
    {
        inbox = new InboxStore(storage.Container(StorageNames.Exports), spool);
        delivery = new Delivery(inbox, records, storage.Container(StorageNames.Rejects));
        settingsCache = new IngestionSettingsCache(configuration);
        Ledger = new LedgerStore(storage.Table(StorageNames.Ledger));
        exports = new FullExport(inbox, records, Ledger, new HeldNotice(new OutboxStore(storage, time), configuration, time));
        partSets = new PartSets(inbox, Ledger, exports, time, logger);
        archives = new ArchiveDelivery(inbox, exports, IngestAsync);
        this.time = time;
        this.logger = logger;
    }

    /// <summary>What became of each delivery.</summary>
    public LedgerStore Ledger { get; }

    /// <summary>Ingests the blob `{source}/{path}` as it is now, unless that was done before.</summary>
    /// <exception cref="RequestFailedException">Storage failed; the ledger says so, and the call may be repeated.</exception>
    /// <exception cref="BrokenConfigurationException">business.yaml or sources.yaml is wrong.</exception>
    public async Task<IngestionOutcome> IngestAsync(string source, string path, CancellationToken cancellationToken) =>
        await inbox.FindAsync(new InboxPath(source, path), cancellationToken) is { } blob
            ? await IngestAsync(blob, cancellationToken)
            : new IngestionOutcome(IngestionResult.Gone, null);

    /// <summary>
    /// Ingests every blob of the inbox whose present version has no final ledger row: those whose event was lost, whose attempt died or
    /// failed, and those that newer mappings may understand. Oldest first; one blob's failure doesn't stop the others.
    /// </summary>
    public async Task<ReconcileOutcome> ReconcileAsync(CancellationToken cancellationToken)
    {
        var settings = await settingsCache.LoadAsync(cancellationToken);
        var (seen, due) = await new Reconciliation(inbox, Ledger, settings.Mappings.Hash).FindDueAsync(cancellationToken);
        var results = new List<IngestionResult?>();
        foreach (var blob in due)
            results.Add(await TryIngestAsync(blob, cancellationToken));
        await partSets.RunAsync(settings, cancellationToken);

        int Count(IngestionResult? result) => results.Count(r => r == result);
        var outcome = new ReconcileOutcome(
            seen, Count(IngestionResult.Ingested), Count(IngestionResult.Unchanged), Count(IngestionResult.Rejected), Count(IngestionResult.Waiting), Count(null));
        logger.LogInformation("Reconciled the inbox: {Outcome}", outcome);
        return outcome;
    }

    /// <summary>What records get from the user's own tables, for all sources that ever delivered.</summary>
    public async Task<IReadOnlyList<DerivedDimension>> DerivedDimensionsAsync(CancellationToken cancellationToken)
    {
        var settings = await settingsCache.LoadAsync(cancellationToken);
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in Ledger.ListAsync(null, cancellationToken))
            sources.Add(row.Source);
        return settings.Mappings.DerivedDimensions(sources.Select(settings.Sources.Of));
    }

    private async Task<IngestionOutcome> IngestAsync(InboxBlob blob, CancellationToken cancellationToken)
    {
        var settings = await settingsCache.LoadAsync(cancellationToken);
        var deliveries = await Ledger.DeliveriesOfAsync(blob.File, cancellationToken);
        var known = deliveries.FirstOrDefault(d => d.ETag == blob.ETagText);
        if (known?.IsFinal(settings.Mappings.Hash) == true)
            return new IngestionOutcome(IngestionResult.AlreadyDone, known);

        var begun = await Ledger.WriteAsync(Begin(blob, known, settings), cancellationToken);
        if (begun.State != LedgerState.Pending)
            return new IngestionOutcome(IngestionResult.AlreadyDone, begun);

        var earlier = deliveries.Where(d => d.ETag != blob.ETagText && d.BlobModified <= blob.Modified).ToList();
        var (result, row) = await AttemptAsync(begun, blob, settings, earlier, cancellationToken);
        var written = await Ledger.WriteAsync(row with { FinishedAt = time.GetUtcNow() }, cancellationToken);
        logger.LogInformation(
            "Delivery {DeliveryId} of source {Source}: {Result}, {RowsIn} rows in = {Accepted} accepted + {Rejected} rejected + {Unchanged} unchanged",
            written.DeliveryId, written.Source, result, written.RowsIn, written.Accepted, written.Rejected, written.Unchanged);
        return new IngestionOutcome(result, written);
    }

    private LedgerRow Begin(InboxBlob blob, LedgerRow? known, IngestionSettings settings) => new()
    {
        Source = blob.File.Source,
        Path = blob.File.Path,
        ETag = blob.ETagText,
        BlobModified = blob.Modified,
        Length = blob.Length,
        CatalogueHash = settings.Mappings.Hash,
        IsReleased = known?.IsReleased ?? false,
        Attempts = (known?.Attempts ?? 0) + 1,
        StartedAt = time.GetUtcNow(),
    };

    private async Task<(IngestionResult Result, LedgerRow Row)> AttemptAsync(
        LedgerRow begun, InboxBlob blob, IngestionSettings settings, IReadOnlyList<LedgerRow> earlier, CancellationToken cancellationToken)
    {
        try
        {
            if (blob.IsArchive)
                return await archives.RunAsync(begun, blob, settings, earlier, cancellationToken);

            var used = await delivery.RunAsync(begun, blob, settings, earlier, cancellationToken);
            var row = await exports.OfFileAsync(used, blob, settings, cancellationToken);
            return (row.State == LedgerState.Unchanged ? IngestionResult.Unchanged : IngestionResult.Ingested, row);
        }
        catch (UnreadableFileException e)
        {
            return (IngestionResult.Rejected, begun with { State = LedgerState.Rejected, Message = e.Message });
        }
        catch (Exception e) when (e is MappingBrokenException or SpoolExceededException)
        {
            return (IngestionResult.Waiting, begun with { State = LedgerState.Failed, Message = e.Message });
        }
        catch (BlobReplacedException e)
        {
            return (IngestionResult.Gone, begun with { State = LedgerState.Failed, Message = e.Message });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await RecordFailureAsync(begun, e, cancellationToken);
            throw;
        }
    }

    private async Task RecordFailureAsync(LedgerRow begun, Exception failure, CancellationToken cancellationToken)
    {
        var message = failure is RequestFailedException storage ? $"storage answered {storage.Status} {storage.ErrorCode}" : $"{failure.GetType().Name}: {failure.Message}";
        try
        {
            await Ledger.WriteAsync(begun with { State = LedgerState.Failed, Message = message, FinishedAt = time.GetUtcNow() }, cancellationToken);
        }
        catch (RequestFailedException e)
        {
            // The row stays pending, which the reconciler takes for what it is: an attempt that died.
            logger.LogWarning("The ledger could not be told of a failure: {Status} {ErrorCode}", e.Status, e.ErrorCode);
        }
    }

    /// <summary>Ingests a blob; null when that failed.</summary>
    private async Task<IngestionResult?> TryIngestAsync(InboxBlob blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await IngestAsync(blob, cancellationToken)).Result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("A blob of source {Source}, ETag {ETag}, failed: {Failure}", blob.File.Source, blob.ETagText, e.GetType().Name);
            return null;
        }
    }
}
