using System.Globalization;
using Azure;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.RecordStore;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Webhooks.Records;

/// <summary>What a run over the webhooks' blobs came to.</summary>
/// <param name="Parts">Parts of blobs that were carried into the record store.</param>
/// <param name="Events">Events in them = accepted + rejected + unchanged.</param>
/// <param name="Rejected">Of those: can't be used; they are in the rejects files.</param>
/// <param name="Failed">Blobs that failed and are tried again.</param>
public sealed record WebhookRun(int Parts, long Events, long Rejected, int Failed);

/// <summary>
/// Turns stored deliveries into records. Of each blob it reads on from where the last run ended, to the length that the blob has now, until 24 hours
/// after the hour of its name: nothing depends on a blob being closed. Safe at any time, any number of times, and by several
/// instances at once.
/// </summary>
public sealed class WebhookIngestion
{
    /// <summary>The most bytes of a part: more than the largest append, so that it always holds a whole line.</summary>
    private const int PartBytes = 8 << 20;

    private readonly WebhookBlobs blobs;
    private readonly Cursors cursors;
    private readonly WebhookDelivery delivery;
    private readonly WebhookReplay replay;
    private readonly LedgerStore ledger;
    private readonly IngestionSettingsCache settingsCache;
    private readonly TimeProvider time;
    private readonly ILogger<WebhookIngestion> logger;

    /// <summary>The service over a storage account whose containers and tables exist.</summary>
    public WebhookIngestion(CrmStorage storage, IRecordStore records, IConfigurationSource configuration, TimeProvider time, ILogger<WebhookIngestion> logger)
    {
        blobs = new WebhookBlobs(storage.Container(StorageNames.Webhooks));
        cursors = new Cursors(storage.Table(StorageNames.WebhookState));
        delivery = new WebhookDelivery(records, storage.Container(StorageNames.Rejects));
        ledger = new LedgerStore(storage.Table(StorageNames.Ledger));
        settingsCache = new IngestionSettingsCache(configuration);
        replay = new WebhookReplay(blobs, delivery, ledger, time, logger);
        (this.time, this.logger) = (time, logger);
    }

    /// <summary>Carries everything that is stored and not yet read into the record store. One blob's failure doesn't stop the others.</summary>
    /// <exception cref="BrokenConfigurationException">business.yaml or sources.yaml is wrong.</exception>
    public async Task<WebhookRun> RunAsync(CancellationToken cancellationToken)
    {
        var settings = await settingsCache.LoadAsync(cancellationToken);
        var rows = new List<LedgerRow>();
        var failed = 0;
        foreach (var source in await blobs.SourcesAsync(cancellationToken))
            failed += await RunAsync(source, settings, rows, cancellationToken);

        var run = new WebhookRun(rows.Count, rows.Sum(r => r.RowsIn), rows.Sum(r => r.Rejected), failed);
        logger.LogInformation("Webhooks: {Run}", run);
        return run;
    }

    /// <summary>Carries what was reopened (<see cref="LedgerStore.ReopenAsync"/>) into the record store once more, with the mappings of now.</summary>
    /// <exception cref="BrokenConfigurationException">business.yaml or sources.yaml is wrong.</exception>
    public async Task<WebhookRun> ReplayAsync(CancellationToken cancellationToken)
    {
        var run = await replay.RunAsync(await settingsCache.LoadAsync(cancellationToken), cancellationToken);
        logger.LogInformation("Webhooks once more: {Run}", run);
        return run;
    }

    /// <summary>Reads all blobs of a source on; returns how many failed.</summary>
    private async Task<int> RunAsync(string source, IngestionSettings settings, List<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (known, firstDay) = await cursors.ReadAsync(source, cancellationToken);
        var (failed, left) = (0, 0);
        await foreach (var blob in blobs.ListAsync(source, firstDay is { } day ? DaysFrom(day, now) : null, cancellationToken))
        {
            var isRead = await TryReadOnAsync(blob, known.GetValueOrDefault(blob.Path) ?? new Cursor(blob.Path, 0, 0, 0, null), settings, rows, cancellationToken);
            failed += isRead is null ? 1 : 0;
            left += isRead is true ? 0 : 1;
        }

        // Where a blob failed, or another instance was in the midst of it, its day isn't done.
        var nextFirst = DateOnly.FromDateTime((now - WebhookBlob.MayGrowFor).UtcDateTime).AddDays(-1);
        if (left == 0 && (firstDay is null || firstDay < nextFirst))
            await cursors.AdvanceAsync(source, nextFirst, known.Values.Where(c => IsBefore(c, nextFirst)), cancellationToken);
        return failed;
    }

    /// <summary>Reads a blob to the length it has; false when another instance is at it, null when that failed.</summary>
    private async Task<bool?> TryReadOnAsync(WebhookBlob blob, Cursor cursor, IngestionSettings settings, List<LedgerRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            var current = cursor;
            while (current is not null && current.Offset < blob.Length)
                current = await AdvanceAsync(blob, current, settings, rows, cancellationToken);
            return current is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("A blob of webhooks of source {Source} failed: {Path}: {Failure}", blob.Source, blob.Path, TellOf(e));
            return null;
        }
    }

    /// <summary>Carries the next part of a blob over; null when another instance is at it.</summary>
    private async Task<Cursor?> AdvanceAsync(WebhookBlob blob, Cursor cursor, IngestionSettings settings, List<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var isBegun = cursor.Until > cursor.Offset;
        var length = (isBegun ? cursor.Until : Math.Min(blob.Length, cursor.Offset + PartBytes)) - cursor.Offset;
        ReadOnlyMemory<byte> part = await blobs.ReadAsync(blob, cursor.Offset, length, cancellationToken);
        part = part[..(part.Span.LastIndexOf((byte)'\n') + 1)];
        if (part.Length == 0)
            throw new InvalidDataException("the blob has no line end where one must be");

        // Where the part ends is written down first: after a crash the same part is the same delivery, whatever has been appended since.
        var begun = isBegun ? cursor : await cursors.WriteAsync(blob.Source, cursor with { Until = cursor.Offset + part.Length }, cancellationToken);
        if (begun is null)
            return null;

        rows.Add(await DeliverAsync(blob, begun, part, settings, cancellationToken));
        return await cursors.WriteAsync(blob.Source, begun with { Offset = begun.Until, Lines = begun.Lines + part.Span.Count((byte)'\n') }, cancellationToken);
    }

    private async Task<LedgerRow> DeliverAsync(WebhookBlob blob, Cursor cursor, ReadOnlyMemory<byte> part, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var begun = new LedgerRow
        {
            Source = blob.Source,
            Path = WebhookBlob.LedgerFolder + blob.Path,
            ETag = string.Create(CultureInfo.InvariantCulture, $"{cursor.Offset}-{cursor.Until}"),
            BlobModified = blob.Hour,
            Length = part.Length,
            CatalogueHash = settings.Mappings.Hash,
            Attempts = 1,
            StartedAt = time.GetUtcNow(),
        };
        try
        {
            var row = await delivery.RunAsync(begun, WebhookDelivery.IdOf(begun), part, cursor.Lines, settings, cancellationToken);
            return await ledger.WriteAsync(row with { FinishedAt = time.GetUtcNow() }, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or RequestFailedException))
        {
            // Where storage itself fails, the ledger would too; the log says it.
            await ledger.WriteAsync(begun with { State = LedgerState.Failed, Message = e.GetType().Name, FinishedAt = time.GetUtcNow() }, cancellationToken);
            throw;
        }
    }

    /// <summary>A writer's clock may be ahead of ours.</summary>
    private static List<DateOnly> DaysFrom(DateOnly first, DateTimeOffset now)
    {
        var last = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        return [.. Enumerable.Range(0, Math.Max(last.DayNumber - first.DayNumber + 1, 0)).Select(first.AddDays)];
    }

    private static bool IsBefore(Cursor cursor, DateOnly day) =>
        DateOnly.TryParseExact(cursor.Path[..10], "yyyy/MM/dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var own) && own < day;

    private static string TellOf(Exception failure) => failure is RequestFailedException storage ? $"storage answered {storage.Status} {storage.ErrorCode}" : failure.GetType().Name;
}
