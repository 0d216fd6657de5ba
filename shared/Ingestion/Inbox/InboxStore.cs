using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>The container crm-exports, `{source}/…/{file}`: read only.</summary>
/// <param name="container">The container; it must exist.</param>
/// <param name="spool">How much of the disk a copy may take.</param>
public sealed class InboxStore(BlobContainerClient container, SpoolSettings? spool = null)
{
    private const int NotFound = 404;
    private const int PreconditionFailed = 412;

    /// <summary>How much of the disk a copy may take.</summary>
    public SpoolSettings Spool { get; } = spool ?? SpoolSettings.Default;

    /// <summary>The blob as it is now, or null when there is none.</summary>
    public async Task<InboxBlob?> FindAsync(InboxPath file, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await container.GetBlobClient(file.BlobName).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return new InboxBlob(file, properties.ETag, properties.LastModified, properties.ContentLength);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return null;
        }
    }

    /// <summary>All blobs, by name.</summary>
    public IAsyncEnumerable<InboxBlob> ListAsync(CancellationToken cancellationToken) => ListUnderAsync(null, cancellationToken);

    /// <summary>A source's blobs, by name.</summary>
    public IAsyncEnumerable<InboxBlob> ListAsync(string source, CancellationToken cancellationToken) => ListUnderAsync($"{source}/", cancellationToken);

    /// <summary>Reads this version of the blob, or of the file within a zip, which must still be open.</summary>
    /// <exception cref="BlobReplacedException">It is replaced or deleted; the stream's reads throw this too.</exception>
    public async Task<Stream> OpenAsync(InboxBlob blob, CancellationToken cancellationToken)
    {
        if (blob.Member is { } member)
            return member.Open();

        try
        {
            var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = blob.Version } };
            var answer = await container.GetBlobClient(blob.File.BlobName).DownloadStreamingAsync(options, cancellationToken);
            return new VersionStream(answer.Value.Content);
        }
        catch (RequestFailedException e) when (IsGone(e))
        {
            throw new BlobReplacedException(e);
        }
    }

    private async IAsyncEnumerable<InboxBlob> ListUnderAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            if (!item.Name.EndsWith('/') && item.Properties is { ETag: { } etag, LastModified: { } modified })
                yield return new InboxBlob(InboxPath.OfBlob(item.Name), etag, modified, item.Properties.ContentLength ?? 0);
        }
    }

    private static bool IsGone(RequestFailedException failure) => failure.Status is NotFound or PreconditionFailed;

    /// <summary>A download that is resumed after a broken connection asks for the same version again, and may be refused.</summary>
    private sealed class VersionStream(Stream download) : ReadOnlyStream(download)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await base.ReadAsync(buffer, cancellationToken);
            }
            catch (RequestFailedException e) when (IsGone(e))
            {
                throw new BlobReplacedException(e);
            }
        }

        protected override void Passed(ReadOnlySpan<byte> bytes)
        {
        }
    }
}
