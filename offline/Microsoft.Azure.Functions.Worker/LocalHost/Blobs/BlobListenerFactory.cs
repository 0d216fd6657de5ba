using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Makes blob triggers' listeners.</summary>
internal sealed class BlobListenerFactory(
    FunctionInvoker invoker, StorageConnections storage, HostId hostId, BlobSlots slots, HostJson host, LocalClock clock, IConfiguration settings,
    ILoggerFactory loggers)
{
    /// <exception cref="FunctionSetupException">The path or the connection is wrong.</exception>
    public BlobListener Make(FunctionDescriptor function, BlobTriggerAttribute trigger)
    {
        var pattern = BlobPathPattern.Parse(settings.Resolve(trigger.BlobPath));
        var connection = trigger.Connection is { } name ? settings.Resolve(name) : null;
        var container = storage.Blobs(connection).GetBlobContainerClient(pattern.Container);
        var log = loggers.CreateLogger(function.LogCategory);
        var receipts = new ReceiptBook(
            storage.Blobs(null).GetBlobContainerClient(ScheduleMonitor.ContainerName), $"blobreceipts/{hostId}/{function.Id}");
        var poison = new PoisonQueue(storage.Queues(connection));
        var processor = new BlobProcessor(function, container, receipts, poison, invoker, host.PoisonBlobThreshold, log);
        return new BlobListener(function, pattern, container, receipts, processor, slots, clock, log);
    }
}
