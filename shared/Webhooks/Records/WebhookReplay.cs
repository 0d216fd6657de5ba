using System.Globalization;
using Azure;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Webhooks.Records;

/// <summary>
/// Reads parts of blobs that were reopened (`crm replay`) once more, with the mappings of now. Events that were used before say nothing new; those that
/// were rejected may be used by now. Each part commits once under the same mappings, and its ledger row is the same row.
/// </summary>
internal sealed class WebhookReplay(WebhookBlobs blobs, WebhookDelivery delivery, LedgerStore ledger, TimeProvider time, ILogger logger)
{
    private const int NotFound = 404;

    /// <summary>Replays all; one part's failure doesn't stop the others, and it stays reopened.</summary>
    public async Task<WebhookRun> RunAsync(IngestionSettings settings, CancellationToken cancellationToken)
    {
        var (rows, failed) = (new List<LedgerRow>(), 0);
        await foreach (var row in ledger.ReopenedWebhooksAsync(cancellationToken))
        {
            if (await TryAsync(row, settings, cancellationToken) is { } done)
                rows.Add(done);
            else
                failed++;
        }

        return new WebhookRun(rows.Count, rows.Sum(r => r.RowsIn), rows.Sum(r => r.Rejected), failed);
    }

    private async Task<LedgerRow?> TryAsync(LedgerRow row, IngestionSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await ledger.WriteAsync(await ReplayAsync(row, settings, cancellationToken) with { FinishedAt = time.GetUtcNow() }, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("A part of the webhooks of source {Source} could not be replayed: {Path}: {Failure}", row.Source, row.Path, e.GetType().Name);
            return null;
        }
    }

    private async Task<LedgerRow> ReplayAsync(LedgerRow row, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var begun = row with { CatalogueHash = settings.Mappings.Hash, Attempts = row.Attempts + 1, StartedAt = time.GetUtcNow(), Message = null };
        var from = long.Parse(row.ETag.AsSpan(0, row.ETag.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        var blob = new WebhookBlob(row.Source, row.Path[WebhookBlob.LedgerFolder.Length..], row.BlobModified, from + row.Length);
        try
        {
            var part = await blobs.ReadAsync(blob, from, row.Length, cancellationToken);
            return await delivery.RunAsync(begun, WebhookDelivery.ReplayIdOf(begun, settings), part, row.LinesBefore, settings, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return begun with { State = LedgerState.Ingested, Message = "what came in is no longer stored: nothing was replayed" };
        }
    }
}
