using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>A blob opened for one pass over its rows, its headers known.</summary>
internal sealed class OpenedFile : IAsyncDisposable
{
    private readonly HashingStream content;

    private OpenedFile(HashingStream content, TableFile file)
    {
        this.content = content;
        Tables = file.Tables;
        Headers = file.Headers;
    }

    /// <summary>The file at its first table.</summary>
    public TableReader Tables { get; }

    /// <summary>The header rows of all its tables.</summary>
    public IReadOnlyList<Headers> Headers { get; }

    /// <summary>Opens this version of the blob.</summary>
    /// <exception cref="UnreadableFileException">It can't be understood.</exception>
    /// <exception cref="SpoolExceededException">It must be copied to disk and is longer than a copy may be.</exception>
    /// <exception cref="BlobReplacedException">There is another version now.</exception>
    public static async Task<OpenedFile> OpenAsync(InboxStore inbox, InboxBlob blob, CancellationToken cancellationToken)
    {
        RefuseOtherFormats(blob.File);
        var isCopied = TableFile.IsCopied(blob.File.Extension);
        if (isCopied)
            inbox.Spool.Refuse(blob.Length);
        HashingStream? content = null;
        var file = await TableFile.OpenAsync(
            async stop =>
            {
                content = new HashingStream(await inbox.OpenAsync(blob, stop));
                Stream file = blob.File.Packing == ".gz" ? new ExpandedStream(content) : content;
                return isCopied ? new SpooledStream(file, inbox.Spool) : file;
            },
            blob.File.Extension,
            CsvReader.DefaultMaxRowBytes,
            cancellationToken);
        return new OpenedFile(content!, file);
    }

    /// <summary>Reads the blob to its end and returns the SHA-256 of all its bytes.</summary>
    public Task<string> FinishAsync(CancellationToken cancellationToken) => content.FinishAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Tables.DisposeAsync();

    private static void RefuseOtherFormats(InboxPath file)
    {
        if (file.Source.Length == 0)
            throw new UnreadableFileException("the file lies outside any folder: expected {source}/{file}");
        if (file.Extension == InboxPath.ArchiveExtension)
            throw new UnreadableFileException("found a zip within a zip, or one that is packed again: expected the files themselves");
        if (!TableFile.CanRead(file.Extension))
            throw new UnreadableFileException($"found a file '{file.Extension}{file.Packing}': expected {TableFile.Expected}");
    }
}
