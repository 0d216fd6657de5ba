using System.Text;
using System.Text.Unicode;

namespace CrmServerless.Ingestion.Reading.Csv;

/// <summary>Tells a csv file's encoding and delimiter from its first block.</summary>
public static class CsvSniffer
{
    /// <summary>How much of a file is looked at, in bytes.</summary>
    public const int BlockSize = 1 << 20;

    private const int SampledRows = 50;

    // In the order of preference where several fit equally well.
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>Looks at the first block of a file.</summary>
    /// <param name="block">The file's first bytes.</param>
    /// <exception cref="UnreadableFileException">The block is binary: no text has a NUL.</exception>
    /// <param name="isWhole">True when the block is the whole file; else its last character and row may be cut.</param>
    public static CsvDialect Sniff(ReadOnlySpan<byte> block, bool isWhole)
    {
        var encoding = EncodingOf(block, isWhole);
        return encoding is UTF8Encoding
            ? new CsvDialect(encoding, DelimiterOf(block))
            : new CsvDialect(encoding, DelimiterOf(Encoding.UTF8.GetBytes(encoding.GetString(block))));
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> block, bool isWhole)
    {
        if (block.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode;
        if (block.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;

        if (block.Contains((byte)0))
            throw new UnreadableFileException("the file is binary: expected csv text");

        return Utf8.IsValid(isWhole ? block : WithoutCutCharacter(block))
            ? Encoding.UTF8
            : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    /// <summary>Drops a last UTF-8 sequence that the end of the block may have cut: at most three bytes from its lead byte on.</summary>
    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back <= Math.Min(3, block.Length); back++)
        {
            if (block[^back] >= 0xC0)
                return block[..^back];
            if (block[^back] < 0x80)
                break;
        }

        return block;
    }

    /// <summary>
    /// The candidate that splits the header into more than one cell and the rows after it most often into as many; of equals the
    /// one with the most cells. A comma when none splits anything: a file of one column.
    /// </summary>
    private static byte DelimiterOf(ReadOnlySpan<byte> text)
    {
        text = WithoutRemarks(text);
        var best = (Delimiter: (byte)',', Agreement: -1.0, Cells: 1);
        foreach (var candidate in Candidates)
        {
            var (agreement, cells) = Fit(text, candidate);
            if (cells > 1 && (agreement > best.Agreement || (agreement.Equals(best.Agreement) && cells > best.Cells)))
                best = (candidate, agreement, cells);
        }

        return best.Delimiter;
    }

    /// <summary>Drops lines of remarks at the beginning (`# Start date: …`), which say nothing about the delimiter.</summary>
    private static ReadOnlySpan<byte> WithoutRemarks(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        if (!text.StartsWith("# --"u8))
            return text;

        while (text.StartsWith("#"u8) && text.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0)
            text = text[end..].TrimStart("\r\n"u8);
        return text;
    }

    private static (double Agreement, int Cells) Fit(ReadOnlySpan<byte> text, byte delimiter)
    {
        var (header, rows, agreeing) = (0, 0, 0);
        while (rows < SampledRows && CountCells(ref text, delimiter) is var cells and > 0)
        {
            if (rows == 0)
                header = cells;
            rows++;
            if (cells == header)
                agreeing++;
        }

        return (rows == 0 ? 0 : (double)agreeing / rows, header);
    }

    /// <summary>Counts the cells of the first row that isn't blank and moves behind it; 0 at the end of the text.</summary>
    private static int CountCells(ref ReadOnlySpan<byte> text, byte delimiter)
    {
        text = text.TrimStart("\r\n"u8);
        if (text.IsEmpty)
            return 0;

        var (cells, cellStart, isQuoted, end) = (1, 0, false, 0);
        for (; end < text.Length; end++)
        {
            var character = text[end];
            if (character == (byte)'"' && (isQuoted || end == cellStart || text[end - 1] == (byte)'"'))
                isQuoted = !isQuoted;
            else if (!isQuoted && character == delimiter)
                (cells, cellStart) = (cells + 1, end + 1);
            else if (!isQuoted && character is (byte)'\r' or (byte)'\n')
                break;
        }

        text = text[end..];
        return cells;
    }
}
