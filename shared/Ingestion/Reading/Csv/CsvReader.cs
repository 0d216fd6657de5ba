using System.Text;
using System.Text.Unicode;

namespace CrmServerless.Ingestion.Reading.Csv;

/// <summary>
/// Reads UTF-8 csv by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) in one pass over a bounded buffer, and what is seen beyond
/// it: any of CR, LF, CRLF ends a row, a quote inside a cell that doesn't begin with one is text, blanks may follow a closing quote.
/// </summary>
/// <remarks>
/// A row that can't be read costs itself only: a quote that is never closed, or a row beyond the size limit, is given up with its
/// first physical line, and reading goes on with the next line.
/// </remarks>
public sealed class CsvReader : IRowReader
{
    /// <summary>The largest row unless told otherwise, in bytes.</summary>
    public const int DefaultMaxRowBytes = 4 << 20;

    // Each costs a scan of up to the largest row: a file made of nothing else would take for ever.
    private const int MaxGivenUpRows = 100;
    private const int FirstBufferBytes = 256 * 1024;

    private readonly Stream stream;
    private readonly int maxRowBytes;
    private readonly CsvScanner scanner;
    private byte[] unescaped = [];
    private bool isStarted;
    private bool isEnd;
    private int givenUpRows;
    private string? givenUpText;

    /// <summary>Reads from a stream of UTF-8 (a byte order mark is skipped), which the reader owns.</summary>
    /// <param name="stream">UTF-8 text.</param>
    /// <param name="delimiter">What separates cells.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    public CsvReader(Stream stream, byte delimiter, int maxRowBytes = DefaultMaxRowBytes)
    {
        this.stream = stream;
        this.maxRowBytes = maxRowBytes;
        scanner = new CsvScanner(delimiter, Math.Min(FirstBufferBytes, maxRowBytes), maxRowBytes + FirstBufferBytes);
    }

    /// <inheritdoc/>
    public int CellCount => givenUpText is null ? scanner.CellCount : 0;

    /// <inheritdoc/>
    public long Line { get; private set; }

    /// <inheritdoc/>
    public string? Defect { get; private set; }

    /// <inheritdoc/>
    public string RawText => givenUpText ?? TextOf(scanner.Row);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Cell(int index)
    {
        if ((uint)index >= (uint)CellCount)
            return default;

        var bytes = scanner.Cell(index, out var hasDoubledQuotes);
        return hasDoubledQuotes ? Unescape(bytes) : bytes;
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        givenUpText = null;
        if (!TryReadBuffered())
            return ReadOnAsync(cancellationToken);

        return scanner.Row.Length <= maxRowBytes ? new(TakeRow()) : GiveUpRowAsync(TooLong, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private string TooLong => $"the row is longer than {maxRowBytes} bytes, or has a quote that is never closed";

    private bool TryReadBuffered()
    {
        while (scanner.TryReadRow())
        {
            if (!scanner.IsBlankRow)
                return true;
        }

        return false;
    }

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        while (scanner.OpenRowBytes <= maxRowBytes)
        {
            if (isEnd && scanner.IsInQuotes)
                return await GiveUpRowAsync("a quote is opened that is never closed", cancellationToken);
            if (isEnd)
                return scanner.TryEndLastRow() && TakeRow();

            await FillAsync(cancellationToken);
            if (TryReadBuffered())
                return scanner.Row.Length <= maxRowBytes ? TakeRow() : await GiveUpRowAsync(TooLong, cancellationToken);
        }

        return await GiveUpRowAsync(TooLong, cancellationToken);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        do
        {
            var read = await stream.ReadAsync(scanner.PrepareFill(), cancellationToken);
            scanner.Filled(read);
            isEnd = read == 0;
        }
        while (!isStarted && !isEnd && scanner.OpenRowBytes < Encoding.UTF8.Preamble.Length);

        if (!isStarted)
            scanner.SkipByteOrderMark();
        isStarted = true;
    }

    private bool TakeRow()
    {
        Line = scanner.RowLine;
        Defect = scanner.Defect ?? (Utf8.IsValid(scanner.Row) ? null : "the text is not valid UTF-8");
        return true;
    }

    /// <summary>
    /// Rejects the row's first physical line and goes on behind it. Whether the row's end happens to be in the buffer makes no
    /// difference: however the bytes arrive, the same rows are read and rejected.
    /// </summary>
    private async ValueTask<bool> GiveUpRowAsync(string defect, CancellationToken cancellationToken)
    {
        if (++givenUpRows > MaxGivenUpRows)
            throw new UnreadableFileException($"more than {MaxGivenUpRows} rows have a quote that is never closed or are longer than {maxRowBytes} bytes: expected a csv file");

        Line = scanner.RowLine;
        Defect = defect;
        givenUpText = TextOf(scanner.FirstLine);
        while (!scanner.TryDropFirstLine() && !isEnd)
            await FillAsync(cancellationToken);
        return true;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, IRowReader.RawTextLimit)]);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> bytes)
    {
        if (unescaped.Length < bytes.Length)
            unescaped = new byte[Math.Max(bytes.Length, 256)];

        var written = 0;
        while (bytes.IndexOf((byte)'"') is var quote and >= 0)
        {
            bytes[..(quote + 1)].CopyTo(unescaped.AsSpan(written));
            written += quote + 1;
            bytes = bytes[Math.Min(quote + 2, bytes.Length)..];
        }

        bytes.CopyTo(unescaped.AsSpan(written));
        return unescaped.AsSpan(0, written + bytes.Length);
    }
}
