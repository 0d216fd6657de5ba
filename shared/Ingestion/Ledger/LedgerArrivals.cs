using CrmServerless.Alerts.Silence;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;

namespace CrmServerless.Ingestion.Ledger;

/// <summary>When sources delivered, as the ledger says: files when they came, webhooks when they were read. What could not be used is no delivery.</summary>
/// <param name="storage">The storage account.</param>
/// <param name="configuration">States what is expected.</param>
public sealed class LedgerArrivals(CrmStorage storage, IConfigurationSource configuration) : ISourceArrivals
{
    private readonly LedgerStore ledger = new(storage.Table(StorageNames.Ledger));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceArrival>> ReadAsync(CancellationToken cancellationToken)
    {
        var expected = (await configuration.LoadAsync(cancellationToken)).Sources;
        var seen = new SortedDictionary<string, (HashSet<string> Entities, List<DateTimeOffset> Arrivals)>(StringComparer.Ordinal);
        await foreach (var row in ledger.ListAsync(null, cancellationToken))
        {
            if (row.State is not (LedgerState.Ingested or LedgerState.Unchanged))
                continue;
            if (!seen.TryGetValue(row.Source, out var source))
                seen[row.Source] = source = ([], []);
            if (row.Entity is { } entity)
                source.Entities.Add(entity);
            source.Arrivals.Add(row.Format == LedgerRow.WebhookFormat ? row.StartedAt : row.BlobModified);
        }

        return [.. seen.Select(source => ArrivalOf(source.Key, source.Value.Entities, source.Value.Arrivals, expected.Of(source.Key).ExpectedArrival))];
    }

    private static SourceArrival ArrivalOf(string source, HashSet<string> entities, List<DateTimeOffset> arrivals, TimeSpan? stated) =>
        new(source, entities, arrivals.Max(), stated ?? Rhythm.Of(arrivals), stated is null);
}
