using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// What a blob gives a function: itself as a client, stream, text or bytes, and as metadata BlobTrigger (its path), Uri, Properties and
/// Metadata as JSON, and the path's tokens, which win
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#metadata">metadata</see>,
/// azure-functions-dotnet-worker, extensions/Worker.Extensions.Storage.Blobs/src/BlobStorageConverter.cs).
/// </summary>
internal static class BlobBinding
{
    private static readonly Type[] Bindable =
    [
        typeof(string), typeof(byte[]), typeof(Stream), typeof(BlobContainerClient), typeof(BlobClient), typeof(BlobBaseClient),
        typeof(BlockBlobClient), typeof(AppendBlobClient), typeof(PageBlobClient),
    ];

    public static bool CanBind(Type type) => Bindable.Contains(type);

    public static TriggerInput Input(
        string reason, BlobContainerClient container, string name, BlobProperties properties, IReadOnlyDictionary<string, string> tokens)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase)
        {
            ["BlobTrigger"] = $"{container.Name}/{name}",
            ["Uri"] = JsonSerializer.Serialize(container.GetBlobClient(name).Uri),
            ["Properties"] = JsonSerializer.Serialize(Told(properties)),
            ["Metadata"] = JsonSerializer.Serialize(properties.Metadata),
        };
        foreach (var (token, value) in tokens) data[token] = value;
        return new TriggerInput(reason, data, async (type, cancellation) => await BindAsync(type, container, name, cancellation));
    }

    private static async Task<object> BindAsync(Type type, BlobContainerClient container, string name, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient(name);
        if (type == typeof(BlobClient) || type == typeof(BlobBaseClient)) return blob;
        if (type == typeof(BlobContainerClient)) return container;
        if (type == typeof(BlockBlobClient)) return container.GetBlockBlobClient(name);
        if (type == typeof(AppendBlobClient)) return container.GetAppendBlobClient(name);
        if (type == typeof(PageBlobClient)) return container.GetPageBlobClient(name);
        if (type == typeof(Stream)) return await blob.OpenReadAsync(cancellationToken: cancellation);
        var content = (await blob.DownloadContentAsync(cancellation)).Value.Content;
        return type == typeof(string) ? content.ToString() : content.ToArray();
    }

    private static object Told(BlobProperties properties) => new
    {
        properties.LastModified,
        properties.CreatedOn,
        BlobType = properties.BlobType.ToString(),
        ETag = properties.ETag.ToString(),
        properties.ContentLength,
        properties.ContentType,
        properties.ContentEncoding,
        properties.ContentLanguage,
        properties.Metadata,
    };
}
