using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// One function's receipts, azure-webjobs-hosts/blobreceipts/{hostid}/{function}/{etag}/{container}/{blob}: they make it process each version
/// of a blob once, across restarts too
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#blob-receipts">blob receipts</see>).
/// The genuine host completes a receipt when it queues the blob, and counts attempts on the queue; here there is no queue, so the receipt
/// counts the attempts and is completed when the function is done.
/// </summary>
internal sealed class ReceiptBook(BlobContainerClient container, string folder)
{
    private const int LongestName = 1024;

    private readonly ConcurrentDictionary<string, Receipt> known = new(StringComparer.Ordinal);

    /// <summary>Reads all receipts once, so that asking for one needs no request.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, prefix: folder + "/", cancellationToken: cancellation))
        {
            known[blob.Name] = Receipt.Of(blob.Metadata ?? new Dictionary<string, string>());
        }
    }

    public Receipt Of(TriggeringBlob blob) => known.GetValueOrDefault(NameOf(blob), Receipt.None);

    /// <exception cref="RequestFailedException">Storage fails; the receipt stays as it was.</exception>
    public async Task WriteAsync(TriggeringBlob blob, Receipt receipt, CancellationToken cancellation)
    {
        var name = NameOf(blob);
        var options = new BlobUploadOptions { Metadata = receipt.ToMetadata() };
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty), options, cancellation);
        known[name] = receipt;
    }

    /// <summary>A name that would be too long for a blob has the hash of the triggering blob's name instead.</summary>
    private string NameOf(TriggeringBlob blob)
    {
        var name = $"{folder}/{blob.Version}/{blob.Container}/{blob.Name}";
        if (name.Length <= LongestName) return name;
        return $"{folder}/{blob.Version}/{blob.Container}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blob.Name)))}";
    }
}
