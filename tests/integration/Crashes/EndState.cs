using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>Everything that must not depend on how often the work was interrupted: attempts, times, run numbers and ETags are left out.</summary>
/// <param name="Metrics">The computed values as the metrics API gives them.</param>
/// <param name="StoredValues">Rows of values in DailyMetrics, seen by readers or not.</param>
/// <param name="Ledger">A line per file: what became of it, with its counts.</param>
/// <param name="Commits">Deliveries that the record store has taken in.</param>
/// <param name="Records">A line per entity: how many records, and a hash of them as they merge.</param>
/// <param name="Rejects">The files of rejected rows.</param>
internal sealed record EndState(string Metrics, int StoredValues, string Ledger, int Commits, string Records, string Rejects)
{
    public static async Task<EndState> ReadAsync(CrmStorage storage, string metrics) => new(
        metrics,
        await CountAsync(storage.Table(StorageNames.DailyMetrics), TableClient.CreateQueryFilter($"RowKey lt {"~"}")),
        await LedgerAsync(storage),
        await CountAsync(storage.Table(StorageNames.Manifest), TableClient.CreateQueryFilter($"RowKey ge {"delivery-"} and RowKey lt {"delivery."}")),
        await RecordsAsync(storage),
        await RejectsAsync(storage));

    /// <summary>Part by part, so that a failure says which.</summary>
    public void AssertSame(EndState other)
    {
        Assert.Equal(Ledger, other.Ledger);
        Assert.Equal(Rejects, other.Rejects);
        Assert.Equal(Records, other.Records);
        Assert.Equal(Commits, other.Commits);
        Assert.Equal(Metrics, other.Metrics);
        Assert.Equal(StoredValues, other.StoredValues);
    }

    private static async Task<int> CountAsync(TableClient table, string filter) => await table.QueryAsync<TableEntity>(filter).CountAsync();

    private static async Task<string> LedgerAsync(CrmStorage storage)
    {
        var rows = await new LedgerStore(storage.Table(StorageNames.Ledger)).ListAsync(null, default).ToListAsync();
        return Lines(rows.Select(r => $"{r.Source}/{r.Path} {r.State} {r.Entity} {r.RowsIn} = {r.Accepted} + {r.Rejected} + {r.Unchanged} {r.ContentHash}"));
    }

    private static async Task<string> RecordsAsync(CrmStorage storage)
    {
        var snapshot = await new BlobRecordStore(storage, TimeProvider.System).SnapshotAsync(default);
        var lines = new List<string>();
        foreach (var entity in Entities.All)
            lines.Add(await HashAsync(entity, snapshot.ReadAsync(entity, 0, default)));
        return Lines(lines);
    }

    private static async Task<string> HashAsync(EntitySchema entity, IAsyncEnumerable<MergedRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        await foreach (var record in records)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{record.Key.Source}|{record.Key.Id}|{string.Join('|', record.Values)}\n"));
            count++;
        }

        return $"{entity.Name} {count} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static async Task<string> RejectsAsync(CrmStorage storage)
    {
        var container = storage.Container(StorageNames.Rejects);
        var files = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
            files.Add((await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        return Lines(files);
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
