using Azure.Data.Tables;

namespace CrmServerless.Kpis.Metrics;

/// <summary>Which partitions DailyMetrics has in a month.</summary>
internal static class StoredPartitions
{
    /// <summary>The keys of the month's partitions. Each costs a query of one row, since the service can't list partitions: to be asked for rarely.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(TableClient table, string month, CancellationToken cancellationToken)
    {
        var (last, end) = ($"{month}|", $"{month}}}");
        var found = new List<string>();
        while (await FirstAfterAsync(table, last, end, cancellationToken) is { } next)
        {
            found.Add(next);
            last = next;
        }

        return found;
    }

    private static async Task<string?> FirstAfterAsync(TableClient table, string last, string end, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {last} and PartitionKey lt {end}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellationToken))
            return row.PartitionKey;
        return null;
    }
}
