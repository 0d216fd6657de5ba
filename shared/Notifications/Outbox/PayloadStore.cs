using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;

namespace CrmServerless.Notifications.Outbox;

/// <summary>Keeps contents: a small one in the row itself, a larger one in a blob that is written before the row that names it.</summary>
internal sealed class PayloadStore(BlobContainerClient container)
{
    /// <summary>The most bytes of json (UTF-8) that a row holds; a string property's limit is 64 KiB of UTF-16.</summary>
    public const int MostInline = 30 * 1024;

    /// <summary>Writes the blob if one is needed. The name holds the content's hash, so writing again changes nothing.</summary>
    public async Task<PayloadReference> KeepAsync(DeliveryKey key, DeliveryContent content, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(content, JsonSerializerOptions.Web);
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length <= MostInline)
            return new PayloadReference(json, null, null);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var name = $"outbox/{key.PartitionKey}/{key.Fingerprint}-{sha256[..16]}.json";
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken).ConfigureAwait(false);
        return new PayloadReference(null, name, sha256);
    }

    /// <summary>The content.</summary>
    /// <exception cref="InvalidDataException">It is not what was put in.</exception>
    public async Task<DeliveryContent> ReadAsync(PayloadReference payload, CancellationToken cancellationToken)
    {
        var json = payload.Inline ?? await DownloadAsync(payload, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<DeliveryContent>(json, JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("The content of a delivery is empty.");
    }

    private async Task<string> DownloadAsync(PayloadReference payload, CancellationToken cancellationToken)
    {
        var answer = await container.GetBlobClient(payload.Blob).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        var bytes = answer.Value.Content.ToMemory();
        return Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) == payload.Sha256
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new InvalidDataException($"The blob {payload.Blob} is not what the outbox put there.");
    }
}
