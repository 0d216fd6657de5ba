using System.Security.Cryptography;
using System.Text;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Ingestion.FullExports;

/// <summary>
/// Exports that come as numbered parts. Nothing says how many there will be, so one counts as whole when its parts run from 0 or 1 without a
/// gap, all were ingested, and none has come for <see cref="Quiet"/>. All parts of the name that lie in the inbox count, also those that
/// an earlier export left there.
/// </summary>
internal sealed class PartSets(InboxStore inbox, LedgerStore ledger, FullExport exports, TimeProvider time, ILogger logger)
{
    private const string AllParts = " (all parts)";
    private const int TagChars = 32;

    /// <summary>So long has no part come.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromHours(1);

    /// <summary>Deletes what whole exports lack, newest first. One export's failure doesn't stop the others.</summary>
    public async Task RunAsync(IngestionSettings settings, CancellationToken cancellationToken)
    {
        foreach (var source in settings.Sources.Sources.Keys.Where(s => FullExport.IsFull(s, settings)).Order(StringComparer.Ordinal))
        {
            var parts = await PartsAsync(source, cancellationToken);
            if (parts.Count == 0)
                continue;
            var rows = await RowsAsync(source, cancellationToken);
            foreach (var set in parts.GroupBy(p => p.File.SetPath).OrderByDescending(s => s.Max(p => p.Modified)))
                await TryAsync([.. set.OrderBy(p => p.File.PartNumber)], rows, settings, cancellationToken);
        }
    }

    private async Task<List<InboxBlob>> PartsAsync(string source, CancellationToken cancellationToken)
    {
        var parts = new List<InboxBlob>();
        await foreach (var blob in inbox.ListAsync(source, cancellationToken))
        {
            if (blob.File.IsPart)
                parts.Add(blob);
        }

        return parts;
    }

    private async Task<ILookup<string, LedgerRow>> RowsAsync(string source, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ListAsync(source, cancellationToken))
            rows.Add(row);
        return rows.ToLookup(r => $"{r.File.ArchivePath ?? r.Path}\n{r.ETag}");
    }

    private async Task TryAsync(List<InboxBlob> blobs, ILookup<string, LedgerRow> rows, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var parts = blobs.Select(b => new ExportPart(b, [.. rows[$"{b.File.Path}\n{b.ETagText}"]])).ToList();
        if (!IsWhole(blobs) || !parts.TrueForAll(IsUsed))
            return;

        var begun = Begin(blobs);
        if (rows[$"{begun.Path}\n{begun.ETag}"].FirstOrDefault() is { } known)
            begun = begun with { Attempts = known.Attempts + 1, IsReleased = known.IsReleased, State = known.IsFinal(string.Empty) ? known.State : LedgerState.Pending };
        if (begun.State != LedgerState.Pending)
            return;

        try
        {
            await ledger.WriteAsync(begun, cancellationToken);
            var done = await exports.RunAsync(new ExportSet(begun, [.. parts.Select(p => p with { Rows = [.. p.Rows.Where(r => r.Format != "zip")] })], IsWhole: true), settings, cancellationToken);
            await ledger.WriteAsync(done with { State = LedgerState.Ingested, FinishedAt = time.GetUtcNow() }, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The row stays pending: the next reconciliation tries again.
            logger.LogError("The parts of an export of source {Source} failed: {Failure}", begun.Source, e.GetType().Name);
        }
    }

    private bool IsWhole(List<InboxBlob> parts) =>
        parts[0].File.PartNumber is 0 or 1
        && parts.Select((part, at) => part.File.PartNumber - parts[0].File.PartNumber == at).All(follows => follows)
        && time.GetUtcNow() - parts.Max(p => p.Modified) >= Quiet;

    private static bool IsUsed(ExportPart part) => part.Rows.Count > 0 && part.Rows.All(r => r.State is LedgerState.Ingested or LedgerState.Unchanged);

    private LedgerRow Begin(List<InboxBlob> parts)
    {
        var tags = string.Join('\n', parts.Select(p => $"{p.File.Path} {p.ETagText}"));
        return new LedgerRow
        {
            Source = parts[0].File.Source,
            Path = parts[0].File.SetPath + AllParts,
            ETag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tags)))[..TagChars],
            BlobModified = parts.Max(p => p.Modified),
            Length = parts.Sum(p => p.Length),
            Format = "parts",
            Attempts = 1,
            StartedAt = time.GetUtcNow(),
        };
    }
}
