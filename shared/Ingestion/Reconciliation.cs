using CrmServerless.Ingestion.Inbox;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Ingestion;

/// <summary>Compares the inbox with the ledger.</summary>
/// <param name="inbox">What is there.</param>
/// <param name="ledger">What was dealt with.</param>
/// <param name="catalogueHash">The mappings as they are now.</param>
internal sealed class Reconciliation(InboxStore inbox, LedgerStore ledger, string catalogueHash)
{
    private readonly Dictionary<string, HashSet<string>> finalRows = new(StringComparer.Ordinal);

    /// <summary>The blobs that are still to be dealt with, oldest first, and how many were seen.</summary>
    public async Task<(int Seen, IReadOnlyList<InboxBlob> Due)> FindDueAsync(CancellationToken cancellationToken)
    {
        var seen = 0;
        var due = new List<InboxBlob>();
        await foreach (var blob in inbox.ListAsync(cancellationToken))
        {
            seen++;
            var final = await FinalRowsOfAsync(blob.File.Source, cancellationToken);
            if (!final.Contains(LedgerKeys.Row(blob.File.Path, blob.ETagText)))
                due.Add(blob);
        }

        return (seen, [.. due.OrderBy(b => b.Modified).ThenBy(b => b.File.BlobName, StringComparer.Ordinal)]);
    }

    private async Task<HashSet<string>> FinalRowsOfAsync(string source, CancellationToken cancellationToken)
    {
        if (finalRows.TryGetValue(source, out var known))
            return known;

        var rows = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in ledger.ListAsync(source, cancellationToken))
        {
            if (row.IsFinal(catalogueHash))
                rows.Add(LedgerKeys.Row(row.Path, row.ETag));
        }

        finalRows.Add(source, rows);
        return rows;
    }
}
