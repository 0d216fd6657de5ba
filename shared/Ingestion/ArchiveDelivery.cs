using System.Globalization;
using System.Runtime.ExceptionServices;
using CrmServerless.Ingestion.FullExports;
using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Ingestion;

/// <summary>
/// Carries the files of a zip into the record store, each as a delivery of its own, and sums up. The zip's own row counts no rows, since its
/// files' rows do; it is final when theirs are, so that whatever cut an attempt short is found by the reconciler.
/// </summary>
/// <param name="inbox">The inbox.</param>
/// <param name="exports">What follows from an export of everything.</param>
/// <param name="ingest">Ingests one file, as one that lies in the inbox itself.</param>
internal sealed class ArchiveDelivery(InboxStore inbox, FullExport exports, Func<InboxBlob, CancellationToken, Task<IngestionOutcome>> ingest)
{
    /// <summary>Ingests all files of a zip that are still to be dealt with. A failure doesn't stop the others, and is thrown at the end.</summary>
    /// <param name="begun">The zip's row as the attempt began.</param>
    /// <param name="blob">The zip.</param>
    /// <param name="settings">Mappings and sources.</param>
    /// <param name="earlier">Its path's deliveries before this one.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public async Task<(IngestionResult Result, LedgerRow Row)> RunAsync(LedgerRow begun, InboxBlob blob, IngestionSettings settings, IReadOnlyList<LedgerRow> earlier, CancellationToken cancellationToken)
    {
        await using var archive = await InboxArchive.OpenAsync(inbox, blob, DeliveryPlan.SetOfArchive(blob, earlier), cancellationToken);
        var rows = new List<LedgerRow>();
        var failures = new List<Exception>();
        foreach (var member in archive.Members)
        {
            try
            {
                rows.Add((await ingest(member, cancellationToken)).Row!);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);
        var (result, zip) = Sum(begun with { Format = "zip", ContentHash = archive.ContentHash }, rows);
        return (result, await exports.OfArchiveAsync(zip, blob, archive, rows, settings, cancellationToken));
    }

    private static (IngestionResult Result, LedgerRow Row) Sum(LedgerRow zip, List<LedgerRow> files)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{files.Count} {(files.Count == 1 ? "file" : "files")}");
        var rejected = files.Where(f => f.State == LedgerState.Rejected).ToList();
        var waiting = files.Where(f => f.State is LedgerState.Failed or LedgerState.Pending).ToList();
        if (waiting.Count > 0)
            return (IngestionResult.Waiting, zip with { State = LedgerState.Failed, Message = $"{count}, of which {waiting.Count} wait: {waiting[0].Path}: {waiting[0].Message}" });
        if (rejected.Count > 0)
            return (IngestionResult.Rejected, zip with { State = LedgerState.Rejected, Message = $"{count}, of which {rejected.Count} could not be understood: {rejected[0].Path}: {rejected[0].Message}" });

        return files.TrueForAll(f => f.State == LedgerState.Unchanged)
            ? (IngestionResult.Unchanged, zip with { State = LedgerState.Unchanged, Message = count })
            : (IngestionResult.Ingested, zip with { State = LedgerState.Ingested, Message = count });
    }
}
