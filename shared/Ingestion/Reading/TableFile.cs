using CrmServerless.Ingestion.Reading.Json;
using CrmServerless.Ingestion.Reading.Xlsx;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Reading;

/// <summary>A file of any format, opened for one pass over its rows with all its headers known.</summary>
/// <param name="Tables">The file at its first table.</param>
/// <param name="Headers">The header rows of all its tables.</param>
public sealed record TableFile(TableReader Tables, IReadOnlyList<Headers> Headers)
{
    /// <summary>The extensions of files that can be read, in words.</summary>
    public const string Expected = ".csv, .tsv, .txt, .json, .ndjson, .jsonl or .xlsx, or one of them packed as .gz or .zip";

    /// <summary>Whether files of an extension can be read.</summary>
    /// <param name="extension">In lower case with the dot.</param>
    public static bool CanRead(string extension) => extension is ".csv" or ".tsv" or ".txt" or ".json" or ".ndjson" or ".jsonl" or ".xlsx";

    /// <summary>Whether files of an extension are copied to disk to be read.</summary>
    /// <param name="extension">In lower case with the dot.</param>
    public static bool IsCopied(string extension) => extension == ".xlsx";

    /// <summary>Opens a file. One whose headers are known only at its end is read once before, to know them all.</summary>
    /// <param name="open">Opens the file's bytes, decompressed; called once or twice.</param>
    /// <param name="extension">In lower case with the dot; it says the format.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="UnreadableFileException">The file can't be understood at all.</exception>
    public static Task<TableFile> OpenAsync(Func<CancellationToken, Task<Stream>> open, string extension, int maxRowBytes, CancellationToken cancellationToken) => extension switch
    {
        ".json" or ".ndjson" or ".jsonl" => OpenJsonAsync(open, extension != ".json", maxRowBytes, cancellationToken),
        ".xlsx" => OpenXlsxAsync(open, maxRowBytes, cancellationToken),
        _ => OpenCsvAsync(open, maxRowBytes, cancellationToken),
    };

    private static async Task<TableFile> OpenJsonAsync(Func<CancellationToken, Task<Stream>> open, bool isLines, int maxRowBytes, CancellationToken cancellationToken)
    {
        var tables = await JsonFile.OpenAsync(open, isLines, maxRowBytes, cancellationToken);
        return new TableFile(tables, [tables.Headers]);
    }

    private static async Task<TableFile> OpenXlsxAsync(Func<CancellationToken, Task<Stream>> open, int maxRowBytes, CancellationToken cancellationToken)
    {
        var stream = await open(cancellationToken);
        try
        {
            return await XlsxFile.OpenAsync(stream, maxRowBytes, cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task<TableFile> OpenCsvAsync(Func<CancellationToken, Task<Stream>> open, int maxRowBytes, CancellationToken cancellationToken)
    {
        var first = await OpenCsvOnceAsync(open, maxRowBytes, cancellationToken);
        if (!first.MayHaveSeveral)
            return new TableFile(first, [first.Headers]);

        await using (first)
        {
            var headers = new List<Headers>();
            do
                headers.Add(first.Headers);
            while (await first.NextAsync(cancellationToken));
            return new TableFile(await OpenCsvOnceAsync(open, maxRowBytes, cancellationToken), headers);
        }
    }

    private static async Task<TableReader> OpenCsvOnceAsync(Func<CancellationToken, Task<Stream>> open, int maxRowBytes, CancellationToken cancellationToken)
    {
        var stream = await open(cancellationToken);
        try
        {
            return await TableReader.OpenAsync(stream, maxRowBytes, cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
