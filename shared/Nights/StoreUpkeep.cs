using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;
using CrmServerless.RecordStore.Upkeep;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>Keeps the record store small and fast to read: many small segments become few, and what nobody reads any more is deleted, also of the outbox.</summary>
public sealed class StoreUpkeep(CrmStorage storage, RunLog runs, TimeProvider clock, ILogger<StoreUpkeep> logger)
{
    /// <summary>Compacts, keeping the state that the last run has seen so that the next can tell what changed; then collects, and tidies the outbox.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var progress = await runs.ReadProgressAsync(cancellationToken);
        var compacted = await new Compactor(storage, clock).CompactAsync(progress.Sequence, cancellationToken);
        var collected = await new Collector(storage, clock).CollectAsync(cancellationToken);
        var tidied = await new OutboxStore(storage, clock).TidyAsync(cancellationToken);
        logger.LogInformation("Compacted {Entities} entities, deleted {Blobs} blobs and {Deliveries} deliveries of long ago", compacted.Count, collected, tidied);
    }
}
