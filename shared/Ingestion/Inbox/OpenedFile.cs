using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>A blob opened for one pass over its rows, the header already read.</summary>
internal sealed class OpenedFile : IAsyncDisposable
{
    private static readonly string[] Extensions = [".csv", ".tsv", ".txt"];

    private readonly HashingStream content;

    private OpenedFile(HashingStream content, CsvFile csv, Headers headers)
    {
        this.content = content;
        Reader = csv.Reader;
        Format = csv.Dialect.Description;
        Headers = headers;
    }

    /// <summary>The rows behind the header.</summary>
    public IRowReader Reader { get; }

    /// <summary>How the file is written, for the ledger.</summary>
    public string Format { get; }

    /// <summary>The header row.</summary>
    public Headers Headers { get; }

    /// <summary>Opens this version of the blob.</summary>
    /// <exception cref="UnreadableFileException">It is no csv, or has no header.</exception>
    /// <exception cref="BlobReplacedException">There is another version now.</exception>
    public static async Task<OpenedFile> OpenAsync(InboxStore inbox, InboxBlob blob, CancellationToken cancellationToken)
    {
        RefuseOtherFormats(blob.File);
        var content = new HashingStream(await inbox.OpenAsync(blob, cancellationToken));
        try
        {
            Stream text = blob.File.Packing == ".gz" ? new ExpandedStream(content) : content;
            var csv = await CsvFile.OpenAsync(text, CsvReader.DefaultMaxRowBytes, cancellationToken);
            return new OpenedFile(content, csv, await HeadersOfAsync(csv.Reader, cancellationToken));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the blob to its end and returns the SHA-256 of all its bytes.</summary>
    public Task<string> FinishAsync(CancellationToken cancellationToken) => content.FinishAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Reader.DisposeAsync();

    private static void RefuseOtherFormats(InboxPath file)
    {
        if (file.Source.Length == 0)
            throw new UnreadableFileException("the file lies outside any folder: expected {source}/{file}");
        if (!Extensions.Contains(file.Extension))
            throw new UnreadableFileException($"found a file '{file.Extension}{file.Packing}': expected {string.Join(", ", Extensions)}, or one of them packed as .gz");
    }

    private static async Task<Headers> HeadersOfAsync(CsvReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
            throw new UnreadableFileException("the file is empty: expected a row of column names, then rows");
        if (reader.Defect is { } defect)
            throw new UnreadableFileException($"{defect}, in line {reader.Line}: expected a row of column names");

        return new Headers([.. Enumerable.Range(0, reader.CellCount).Select(i => Encoding.UTF8.GetString(reader.Cell(i)))]);
    }
}
