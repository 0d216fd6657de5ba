using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function for a new or changed blob
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#attributes">blob trigger</see>).
/// </summary>
/// <param name="blobPath">
/// container/pattern. A token {name} matches any characters, '/' included, and of several tokens the first takes as much as it can.
/// </param>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>The path as written, settings not resolved.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>Name of the setting, or group of settings, that holds the connection; AzureWebJobsStorage where null.</summary>
    public string? Connection { get; set; }

    /// <summary>How Azure notices blobs. The local host polls for either.</summary>
    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}
