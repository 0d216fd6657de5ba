using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace CrmServerless.Notifications.Outbox;

/// <summary>Deletes deliveries that ended long ago, with their contents, and marks open ones that have no mark (an earlier version wrote none).</summary>
internal sealed class OutboxTidying(TableClient table, BlobContainerClient contents, OpenDeliveries open, TimeProvider time)
{
    /// <summary>So long a delivery is kept: until the same days of the next year have been told of.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly string[] Columns = ["PartitionKey", "RowKey", "State", "Due", "Created", "PayloadBlob"];

    /// <returns>How many were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (deleted, before) = (0, time.GetUtcNow() - Kept);
        // Partitions with `~` are not nights.
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {"~"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (row.GetString("State") is "pending" or "sending" or "accepted")
                await open.MendAsync(row.PartitionKey, row.RowKey, row.GetDateTimeOffset("Due") ?? default, cancellationToken).ConfigureAwait(false);
            else if (row.GetDateTimeOffset("Created") < before)
                deleted += await DeleteAsync(row, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    /// <summary>The content first: a row without it is found again, a content without its row is not.</summary>
    private async Task<int> DeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetString("PayloadBlob") is { } blob)
            await contents.GetBlobClient(blob).DeleteIfExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
        return 1;
    }
}
