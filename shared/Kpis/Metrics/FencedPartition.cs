using Azure;
using Azure.Data.Tables;

namespace CrmServerless.Kpis.Metrics;

/// <summary>
/// Writes to one partition of DailyMetrics on behalf of one run. Every transaction also replaces the partition's fence row on the
/// condition that nobody else did: a run that was overtaken while it slept can write nothing any more, whatever it had read.
/// </summary>
internal sealed class FencedPartition(TableClient table, string partition, long run)
{
    /// <summary>The fence's row key: after all rows of values, which begin with a digit.</summary>
    public const string FenceRow = "~fence";

    /// <summary>The service allows 100 actions in a transaction; one is the fence's.</summary>
    private const int MostActions = 99;

    private readonly List<TableTransactionAction> pending = [];
    private ETag? fence;

    /// <summary>Reads all rows of the partition, and takes note of its fence.</summary>
    /// <exception cref="RunOvertakenException">A later run has been here.</exception>
    public async Task<Dictionary<string, TableEntity>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
        {
            if (entity.RowKey != FenceRow)
                rows[entity.RowKey] = entity;
            else if (MetricEntity.RunOf(entity) > run)
                throw new RunOvertakenException(run);
            else
                fence = entity.ETag;
        }

        return rows;
    }

    /// <summary>Writes a row, replacing what was read of it.</summary>
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        AddAsync(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row), cancellationToken);

    /// <summary>Deletes a row.</summary>
    public Task DeleteAsync(TableEntity row, CancellationToken cancellationToken) =>
        AddAsync(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All), cancellationToken);

    /// <summary>Sends what is still to be written.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (pending.Count == 0)
            return;
        var fenceRow = new TableEntity(partition, FenceRow) { [MetricEntity.Run] = run };
        var fenceAction = fence is { } known
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, fenceRow, known)
            : new TableTransactionAction(TableTransactionActionType.Add, fenceRow);
        try
        {
            var responses = await table.SubmitTransactionAsync([fenceAction, .. pending], cancellationToken);
            fence = responses.Value[0].Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw new RunOvertakenException(run, e);
        }

        pending.Clear();
    }

    private async Task AddAsync(TableTransactionAction action, CancellationToken cancellationToken)
    {
        pending.Add(action);
        if (pending.Count == MostActions)
            await FlushAsync(cancellationToken);
    }
}
