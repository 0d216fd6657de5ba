using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Webhooks.Log;
using CrmServerless.Webhooks.Receiving;

namespace CrmServerless.Webhooks.Counting;

/// <summary>How many deliveries of a source were refused, by reason.</summary>
/// <param name="Source">The source; null for all names that take no webhooks together.</param>
/// <param name="Counts">Deliveries by outcome, those that never happened left out.</param>
/// <param name="Last">When the last one came; UTC.</param>
public sealed record RefusalCount(string? Source, IReadOnlyDictionary<WebhookOutcome, long> Counts, DateTimeOffset Last);

/// <summary>
/// Counts refused deliveries: all that they leave behind. One row of the table Webhooks for each configured source and one for all other
/// names, so that a stranger can't make it grow; refusals that come together share a write.
/// </summary>
public sealed class RefusalCounts
{
    private const string Partition = "~refused";
    private const string UnknownRow = "~unknown";
    private const string SourceColumn = "Source";
    private const string LastColumn = "Last";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
    private const int MostTogether = 10_000;
    private const int MostWaiting = 100_000;

    private static readonly WebhookOutcome[] Counted = [.. Enum.GetValues<WebhookOutcome>().Where(o => o != WebhookOutcome.Accepted)];

    private readonly TableClient table;
    private readonly TimeProvider time;
    private readonly GroupCommit<Refusal> commit;

    /// <summary>The counts of a storage account whose tables exist.</summary>
    public RefusalCounts(CrmStorage storage, TimeProvider time)
    {
        table = storage.Table(StorageNames.WebhookState);
        this.time = time;
        commit = new GroupCommit<Refusal>(WriteAsync, _ => 1, MostTogether, MostWaiting);
    }

    /// <summary>Done once the refusal is counted.</summary>
    /// <param name="source">A configured source, or null.</param>
    /// <param name="outcome">Why it was refused.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    /// <exception cref="TooBusyException">Too many wait to be counted.</exception>
    public Task AddAsync(string? source, WebhookOutcome outcome) => commit.AddAsync(new Refusal(source, outcome));

    /// <summary>All counts, by source.</summary>
    public async Task<IReadOnlyList<RefusalCount>> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = new List<RefusalCount>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
            counts.Add(Read(row));
        return counts;
    }

    private async Task WriteAsync(IReadOnlyList<Refusal> refusals)
    {
        foreach (var ofSource in refusals.GroupBy(r => r.Source))
        {
            while (!await TryAddAsync(ofSource.Key, [.. ofSource]))
                continue;
        }
    }

    /// <summary>Adds to a source's row as it is now; false when another instance was first.</summary>
    private async Task<bool> TryAddAsync(string? source, IReadOnlyList<Refusal> refusals)
    {
        var key = source is null ? UnknownRow : TableKey.Join(source);
        var current = await table.GetEntityIfExistsAsync<TableEntity>(Partition, key);
        var row = current.HasValue ? current.Value! : new TableEntity(Partition, key) { [SourceColumn] = source };
        foreach (var ofOutcome in refusals.GroupBy(r => r.Outcome))
            row[ofOutcome.Key.ToString()] = (row.GetInt64(ofOutcome.Key.ToString()) ?? 0) + ofOutcome.Count();
        row[LastColumn] = time.GetUtcNow();
        try
        {
            _ = current.HasValue ? await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace) : await table.AddEntityAsync(row);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private static RefusalCount Read(TableEntity row) => new(
        row.GetString(SourceColumn),
        Counted.Where(o => row.GetInt64(o.ToString()) > 0).ToDictionary(o => o, o => row.GetInt64(o.ToString())!.Value),
        row.GetDateTimeOffset(LastColumn) ?? default);

    private readonly record struct Refusal(string? Source, WebhookOutcome Outcome);
}
