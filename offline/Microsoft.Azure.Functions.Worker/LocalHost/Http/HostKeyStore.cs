using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// Where the keys come from: the settings LocalHost:MasterKey and LocalHost:FunctionKey, and for one that is not set the blob
/// azure-webjobs-secrets/{hostid}/host.json, made with random keys on the first run
/// (<see href="https://learn.microsoft.com/azure/azure-functions/function-keys-how-to#understand-keys">where keys are kept</see>).
/// </summary>
internal sealed class HostKeyStore(IConfiguration settings, StorageConnections storage, HostId hostId)
{
    public const string ContainerName = "azure-webjobs-secrets";

    public string BlobName => $"{hostId}/host.json";

    public async Task<HostKeys> LoadAsync(CancellationToken cancellation)
    {
        var (master, function) = (settings["LocalHost:MasterKey"], settings["LocalHost:FunctionKey"]);
        if (!string.IsNullOrEmpty(master) && !string.IsNullOrEmpty(function)) return new HostKeys(master, [function], []);
        var stored = (await ReadOrCreateAsync(cancellation)).ToKeys();
        return stored with
        {
            Master = string.IsNullOrEmpty(master) ? stored.Master : master,
            Functions = string.IsNullOrEmpty(function) ? stored.Functions : [function],
        };
    }

    private async Task<HostKeyFile> ReadOrCreateAsync(CancellationToken cancellation)
    {
        var container = storage.Blobs(null).GetBlobContainerClient(ContainerName);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var blob = container.GetBlobClient(BlobName);
        if (!await blob.ExistsAsync(cancellation)) await CreateAsync(blob, cancellation);
        return HostKeyFile.Parse((await blob.DownloadContentAsync(cancellation)).Value.Content);
    }

    /// <summary>Two hosts may start at once: whichever writes first wins, and both read its keys.</summary>
    private static async Task CreateAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            var ifAbsent = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(HostKeyFile.New().ToJson(), ifAbsent, cancellation);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return;
        }
    }
}
