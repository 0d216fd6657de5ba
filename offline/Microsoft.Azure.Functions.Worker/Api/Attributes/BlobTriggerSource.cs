namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// How blobs are noticed
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#polling-and-latency">polling</see>).
/// </summary>
public enum BlobTriggerSource
{
    /// <summary>By reading logs and listing the container.</summary>
    LogsAndContainerScan = 0,

    /// <summary>By an Event Grid subscription.</summary>
    EventGrid = 1,
}
