using Azure;
using Azure.Data.Tables;

namespace CrmServerless.Kpis.Metrics;

/// <summary>
/// Writes to one partition of DailyMetrics or Days on behalf of one run. Every transaction also replaces the partition's fence row on the
/// condition that nobody else did: a run that was overtaken while it slept can write nothing any more, whatever it had read.
/// </summary>
internal sealed class FencedPartition
{
    /// <summary>The fence's row key: after all rows of values, which begin with a digit.</summary>
    public const string FenceRow = "~fence";

    /// <summary>The service allows 100 actions in a transaction; one is the fence's.</summary>
    private const int MostActions = 99;

    private readonly TableClient table;
    private readonly string partition;
    private readonly long run;
    private readonly List<TableTransactionAction> pending = [];
    private ETag? fence;
    private bool isOwn;

    private FencedPartition(TableClient table, string partition, long run) => (this.table, this.partition, this.run) = (table, partition, run);

    /// <summary>Whether a row is its partition's fence.</summary>
    public static bool IsFence(TableEntity row) => row.RowKey == FenceRow;

    /// <summary>
    /// Reads a partition, lets <paramref name="change"/> decide what to write, and writes it. An earlier run that was slow to notice its end may write
    /// between: then all is done once more, over what it left. Afterwards the fence is this run's, and no earlier run can write here any more, even where
    /// there was nothing to write.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition's key.</param>
    /// <param name="run">The run.</param>
    /// <param name="change">Given the stored rows by row key, without the fence, writes and deletes; called again for each try.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <returns>What the last try of <paramref name="change"/> gave.</returns>
    /// <exception cref="RunOvertakenException">A later run has been here.</exception>
    public static async Task<T> ChangeAsync<T>(
        TableClient table, string partition, long run, Func<FencedPartition, Dictionary<string, TableEntity>, Task<T>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attempt = new FencedPartition(table, partition, run);
            var rows = await attempt.ReadAsync(cancellationToken);
            try
            {
                var result = await change(attempt, rows);
                await attempt.EndAsync(cancellationToken);
                return result;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody wrote here since the rows were read. Whether it was a later run, the next reading tells.
                continue;
            }
        }
    }

    /// <summary>Writes a row, replacing what was read of it.</summary>
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        AddAsync(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row), cancellationToken);

    /// <summary>Deletes a row.</summary>
    public Task DeleteAsync(TableEntity row, CancellationToken cancellationToken) =>
        AddAsync(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All), cancellationToken);

    private async Task<Dictionary<string, TableEntity>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
        {
            if (!IsFence(entity))
                rows[entity.RowKey] = entity;
            else if (MetricEntity.RunOf(entity) > run)
                throw new RunOvertakenException(run);
            else
                (fence, isOwn) = (entity.ETag, MetricEntity.RunOf(entity) == run);
        }

        return rows;
    }

    private async Task AddAsync(TableTransactionAction action, CancellationToken cancellationToken)
    {
        pending.Add(action);
        if (pending.Count == MostActions)
            await FlushAsync(cancellationToken);
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (pending.Count > 0 || !isOwn)
            await FlushAsync(cancellationToken);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var fenceRow = new TableEntity(partition, FenceRow) { [MetricEntity.Run] = run };
        var fenceAction = fence is { } known
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, fenceRow, known)
            : new TableTransactionAction(TableTransactionActionType.Add, fenceRow);
        var responses = await table.SubmitTransactionAsync([fenceAction, .. pending], cancellationToken);
        (fence, isOwn) = (responses.Value[0].Headers.ETag, true);
        pending.Clear();
    }
}
