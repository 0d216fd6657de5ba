using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>A blob opened for one pass over its rows, its headers known.</summary>
internal sealed class OpenedFile : IAsyncDisposable
{
    private static readonly string[] Extensions = [".csv", ".tsv", ".txt"];

    private readonly HashingStream content;

    private OpenedFile(HashingStream content, TableReader tables, IReadOnlyList<Headers> headers)
    {
        this.content = content;
        Tables = tables;
        Headers = headers;
    }

    /// <summary>The file at its first table.</summary>
    public TableReader Tables { get; }

    /// <summary>The header rows of all its tables.</summary>
    public IReadOnlyList<Headers> Headers { get; }

    /// <summary>Opens this version of the blob. One that may hold several tables is read once before, to know them all.</summary>
    /// <exception cref="UnreadableFileException">It is no csv, or has no header.</exception>
    /// <exception cref="BlobReplacedException">There is another version now.</exception>
    public static async Task<OpenedFile> OpenAsync(InboxStore inbox, InboxBlob blob, CancellationToken cancellationToken)
    {
        RefuseOtherFormats(blob.File);
        var first = await OpenAsync(inbox, blob, null, cancellationToken);
        if (!first.Tables.MayHaveSeveral)
            return first;

        await using (first)
        {
            var headers = new List<Headers>();
            do
                headers.Add(first.Tables.Headers);
            while (await first.Tables.NextAsync(cancellationToken));
            return await OpenAsync(inbox, blob, headers, cancellationToken);
        }
    }

    /// <summary>Reads the blob to its end and returns the SHA-256 of all its bytes.</summary>
    public Task<string> FinishAsync(CancellationToken cancellationToken) => content.FinishAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Tables.DisposeAsync();

    private static async Task<OpenedFile> OpenAsync(InboxStore inbox, InboxBlob blob, List<Headers>? headers, CancellationToken cancellationToken)
    {
        var content = new HashingStream(await inbox.OpenAsync(blob, cancellationToken));
        try
        {
            Stream text = blob.File.Packing == ".gz" ? new ExpandedStream(content) : content;
            var tables = await TableReader.OpenAsync(text, CsvReader.DefaultMaxRowBytes, cancellationToken);
            return new OpenedFile(content, tables, headers ?? [tables.Headers]);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    private static void RefuseOtherFormats(InboxPath file)
    {
        if (file.Source.Length == 0)
            throw new UnreadableFileException("the file lies outside any folder: expected {source}/{file}");
        if (!Extensions.Contains(file.Extension))
            throw new UnreadableFileException($"found a file '{file.Extension}{file.Packing}': expected {string.Join(", ", Extensions)}, or one of them packed as .gz");
    }
}
