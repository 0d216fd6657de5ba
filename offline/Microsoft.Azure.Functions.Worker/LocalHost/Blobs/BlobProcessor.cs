using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// One attempt at one version of a blob: counted before it starts (so that a crash counts too), settled when it succeeds, and after the last
/// attempt settled as poison
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#poison-blobs">poison blobs</see>).
/// </summary>
internal sealed class BlobProcessor(
    FunctionDescriptor function, BlobContainerClient container, ReceiptBook receipts, PoisonQueue poison, FunctionInvoker invoker, int threshold,
    ILogger log)
{
    public async Task AttemptAsync(TriggeringBlob blob, IReadOnlyDictionary<string, string> tokens, CancellationToken stop)
    {
        if (await PropertiesAsync(blob, stop) is not { } properties) return;
        var receipt = receipts.Of(blob).Attempted();
        await receipts.WriteAsync(blob, receipt, stop);

        var reason = $"New blob detected in container {blob.Container}, version {blob.Version}, attempt {receipt.Attempts}";
        var input = BlobBinding.Input(reason, container, blob.Name, properties, tokens);
        var outcome = await invoker.InvokeAsync(function, input, retry: null, stop);
        await outcome.Ended;

        if (!outcome.Succeeded)
        {
            if (receipt.Attempts < threshold) return;
            await poison.AddAsync(function, blob, properties.BlobType, CancellationToken.None);
            log.LogError(
                "Blob version {Version} failed {Attempts} attempts by '{Function}' and was moved to queue '{Queue}'",
                blob.Version,
                receipt.Attempts,
                function.Name,
                PoisonQueue.Name);
        }

        await receipts.WriteAsync(blob, receipt.Settled(), CancellationToken.None);
    }

    /// <summary>Null where this version is there no more: a newer one is found by the next poll.</summary>
    private async Task<BlobProperties?> PropertiesAsync(TriggeringBlob blob, CancellationToken stop)
    {
        try
        {
            BlobProperties properties = await container.GetBlobClient(blob.Name).GetPropertiesAsync(cancellationToken: stop);
            return new TriggeringBlob(blob.Container, blob.Name, properties.ETag).Version == blob.Version ? properties : null;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }
}
