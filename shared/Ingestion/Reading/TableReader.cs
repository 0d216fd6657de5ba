using System.Text;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Reading;

/// <summary>A file as the tables that it holds: nearly always one; exports with remarks may stack several.</summary>
public sealed class TableReader : IAsyncDisposable
{
    private readonly IRowReader file;
    private readonly RemarkedRows? remarked;
    private readonly Func<Headers?>? next;

    /// <summary>A file at its first table, whose header row is known.</summary>
    /// <param name="file">The rows of the present table.</param>
    /// <param name="format">For the ledger.</param>
    /// <param name="headers">The first table's.</param>
    /// <param name="next">Moves the file to its next table and gives its header row, null at the end; null for a file of one table.</param>
    internal TableReader(IRowReader file, string format, Headers headers, Func<Headers?>? next = null)
        : this(file, format, remarked: null)
    {
        this.next = next;
        Headers = headers;
    }

    private TableReader(IRowReader file, string format, RemarkedRows? remarked)
    {
        this.file = file;
        this.remarked = remarked;
        Format = format;
        Rows = remarked ?? file;
        Headers = new Headers([]);
    }

    /// <summary>How the file is written, for the ledger.</summary>
    public string Format { get; }

    /// <summary>True when there may be several tables: the file begins with remarks, or has sheets.</summary>
    public bool MayHaveSeveral => remarked is not null || next is not null;

    /// <summary>The rows of the present table below its header.</summary>
    public IRowReader Rows { get; }

    /// <summary>The present table's header row and the remarks above it.</summary>
    public Headers Headers { get; private set; }

    /// <summary>Opens a stream of csv, which the reader owns, at its first table.</summary>
    /// <param name="stream">The file's bytes, decompressed.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="UnreadableFileException">The file is binary, or has no header.</exception>
    public static async Task<TableReader> OpenAsync(Stream stream, int maxRowBytes, CancellationToken cancellationToken)
    {
        var csv = await CsvFile.OpenAsync(stream, maxRowBytes, cancellationToken);
        var hasRow = await csv.Reader.ReadAsync(cancellationToken);
        var remarked = hasRow && RemarkedRows.BeginsWith(csv.Reader) ? new RemarkedRows(csv.Reader) : null;
        var reader = new TableReader(csv.Reader, csv.Dialect.Description, remarked);
        if (remarked is not null ? !await reader.NextAsync(cancellationToken) : !hasRow)
            throw new UnreadableFileException("the file is empty: expected a row of column names, then rows");
        if (remarked is null)
            reader.Headers = reader.HeadersHere();
        return reader;
    }

    /// <summary>Moves to the next table; false when there is none. What is left of the present one is skipped.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (next is not null)
            return MoveTo(next());
        if (remarked is null || !await remarked.SkipRemarksAsync(cancellationToken))
            return false;

        return MoveTo(HeadersHere());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private bool MoveTo(Headers? headers)
    {
        Headers = headers ?? Headers;
        return headers is not null;
    }

    private Headers HeadersHere() => file.Defect is { } defect
        ? throw new UnreadableFileException($"{defect}, in line {file.Line}: expected a row of column names")
        : new Headers([.. Enumerable.Range(0, file.CellCount).Select(i => Encoding.UTF8.GetString(file.Cell(i)))], remarked?.Remarks);
}
