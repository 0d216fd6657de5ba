using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace CrmServerless.Webhooks.Log;

/// <summary>
/// The append blob that this instance writes a source's deliveries to: `{source}/{yyyy}/{MM}/{dd}/{HH}/{instance}-{n}.ndjson`, hours in UTC. A new one
/// begins with each hour, before the service's limit of 50,000 blocks, and after a failed write, of which it is unknown whether
/// it arrived. A name is used by one process once, so there is one writer.
/// </summary>
/// <param name="container">The container crm-webhooks.</param>
/// <param name="source">The source.</param>
/// <param name="instance">A name that no other process has.</param>
/// <param name="time">The clock.</param>
/// <param name="mostBlocks">How many blocks a blob gets.</param>
internal sealed class DeliveryBlob(BlobContainerClient container, string source, string instance, TimeProvider time, int mostBlocks = DeliveryBlob.MostBlocks)
{
    /// <summary>How many blocks a blob gets unless told otherwise.</summary>
    public const int MostBlocks = 40_000;

    private AppendBlobClient? current;
    private DateTime hour;
    private int number;
    private int blocks;

    /// <summary>Adds whole lines. Not for several threads at once.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the lines may be there all the same.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> lines)
    {
        var blob = await OpenAsync();
        current = null;
        using var content = new MemoryStream(lines.ToArray(), writable: false);
        await blob.AppendBlockAsync(content);
        (current, blocks) = (blob, blocks + 1);
    }

    private async Task<AppendBlobClient> OpenAsync()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isOfNow = now.Date == hour.Date && now.Hour == hour.Hour;
        if (current is { } open && isOfNow && blocks < mostBlocks)
            return open;

        (hour, blocks) = (now, 0);
        var blob = container.GetAppendBlobClient(string.Create(CultureInfo.InvariantCulture, $"{source}/{now:yyyy/MM/dd/HH}/{instance}-{++number}.ndjson"));
        await blob.CreateIfNotExistsAsync();
        return blob;
    }
}
