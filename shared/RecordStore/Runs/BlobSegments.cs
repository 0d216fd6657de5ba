using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrmServerless.RecordStore.Runs;

/// <summary>Segments as block blobs of a container. A name is written once and never again, so a read needs no condition.</summary>
internal sealed class BlobSegments(BlobContainerClient container) : ISegmentStore
{
    /// <inheritdoc/>
    public async Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        try
        {
            var range = new BlobDownloadOptions { Range = new HttpRange(offset, target.Length) };
            using var download = (await container.GetBlobClient(name).DownloadStreamingAsync(range, cancellationToken)).Value;
            await download.Content.ReadExactlyAsync(target, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new SegmentGoneException($"the segment {name} is gone; take a new snapshot", e);
        }
    }

    /// <inheritdoc/>
    public ISegmentUpload Create(string name) => new Upload(container.GetBlockBlobClient(name));

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);

    /// <summary>One request for a blob of one part; else blocks, of which one is on its way while the next is made.</summary>
    private sealed class Upload(BlockBlobClient blob) : ISegmentUpload
    {
        private readonly List<string> blocks = [];
        private byte[] held = [];
        private byte[] underway = [];
        private int heldBytes;
        private Task staging = Task.CompletedTask;

        public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (bytes.IsEmpty)
                return;
            if (heldBytes > 0)
                await StageHeldAsync(cancellationToken);
            if (held.Length < bytes.Length)
                held = new byte[bytes.Length];
            bytes.CopyTo(held);
            heldBytes = bytes.Length;
        }

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            if (blocks.Count == 0)
            {
                using var whole = new MemoryStream(held, 0, heldBytes, writable: false);
                await blob.UploadAsync(whole, new BlobUploadOptions(), cancellationToken);
                return;
            }

            await StageHeldAsync(cancellationToken);
            await staging;
            await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions(), cancellationToken);
        }

        private async Task StageHeldAsync(CancellationToken cancellationToken)
        {
            await staging;
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(blocks.Count.ToString("D8", CultureInfo.InvariantCulture)));
            blocks.Add(id);
            staging = StageAsync(id, held, heldBytes, cancellationToken);
            (held, underway, heldBytes) = (underway, held, 0);
        }

        private async Task StageAsync(string id, byte[] bytes, int count, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(bytes, 0, count, writable: false);
            await blob.StageBlockAsync(id, content, new BlockBlobStageBlockOptions(), cancellationToken);
        }
    }
}
