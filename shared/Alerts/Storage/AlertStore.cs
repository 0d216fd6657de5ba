using Azure;
using Azure.Data.Tables;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Storage;

/// <summary>The states of all alerts, in table Alerts.</summary>
/// <param name="storage">The storage account.</param>
public sealed class AlertStore(CrmStorage storage)
{
    private const int MostActions = 100;
    private const int MostTries = 5;

    private readonly TableClient table = storage.Table(StorageNames.Alerts);

    /// <summary>The states of a rule's alerts.</summary>
    public async Task<IReadOnlyList<StoredAlert>> OfRuleAsync(string rule, CancellationToken cancellationToken)
    {
        var partition = TableKey.Escape(rule);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        var alerts = new List<StoredAlert>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
            alerts.Add(StoredAlert.Of(row));
        return alerts;
    }

    /// <summary>All alerts of all rules, those that a night once judged.</summary>
    public async Task<IReadOnlyList<StoredAlert>> ListAsync(CancellationToken cancellationToken)
    {
        var alerts = new List<StoredAlert>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (row.PartitionKey != NightPlanStore.Partition)
                alerts.Add(StoredAlert.Of(row));
        }

        return alerts;
    }

    /// <summary>An alert, or null where no night ever judged it.</summary>
    public async Task<StoredAlert?> FindAsync(AlertKey key, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? StoredAlert.Of(found.Value!) : null;
    }

    /// <summary>Lays a quiet overlay over an alert, or takes it away.</summary>
    /// <param name="key">The alert.</param>
    /// <param name="quietOf">Given the alert as it is: the overlay, or null for none.</param>
    /// <param name="cancellationToken">Stops between two tries.</param>
    /// <returns>The alert as it is now; null where no night ever judged it.</returns>
    public async Task<StoredAlert?> QuietAsync(AlertKey key, Func<AlertState, Quiet?> quietOf, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } alert)
                return null;
            var changed = alert with { State = alert.State with { Quiet = quietOf(alert.State) } };
            try
            {
                await table.UpdateEntityAsync(changed.Row(), alert.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
                return changed;
            }
            catch (RequestFailedException e) when (e.Status == 412 && attempt < MostTries)
            {
                // A night wrote the row meanwhile: the overlay is laid over what it says now.
                continue;
            }
        }
    }

    /// <summary>
    /// Writes the states that a plan decided, each conditional on its row being as read. States that this plan or a newer one wrote already stay: so
    /// it may be repeated, also by a process that slept through newer nights. The quiet overlay of a row is never the plan's to change.
    /// </summary>
    internal async Task WriteAsync(long plan, IEnumerable<PlannedState> states, CancellationToken cancellationToken)
    {
        foreach (var ofRule in states.GroupBy(state => state.Key.Rule))
            await WriteRuleAsync(plan, ofRule.Key, [.. ofRule], cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteRuleAsync(long plan, string rule, List<PlannedState> states, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = (await OfRuleAsync(rule, cancellationToken).ConfigureAwait(false)).ToDictionary(alert => alert.Key);
            try
            {
                foreach (var some in states.Select(state => Action(plan, state, stored.GetValueOrDefault(state.Key))).OfType<TableTransactionAction>().Chunk(MostActions))
                    await table.SubmitTransactionAsync(some, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && attempt < MostTries)
            {
                // Somebody else wrote one of the rows since they were read; what is still to do is seen by reading again.
                continue;
            }
        }
    }

    private static TableTransactionAction? Action(long plan, PlannedState planned, StoredAlert? stored)
    {
        if (stored?.Plan >= plan)
            return null;
        var row = new StoredAlert(planned.Key, planned.State with { Quiet = stored?.State.Quiet }, plan, default).Row();
        return stored is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stored.ETag);
    }
}
