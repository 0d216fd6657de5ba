using System.Text;

namespace CrmServerless.Ingestion.Reading.Csv;

/// <summary>A csv file opened: what its first block says about it, and a reader over all of it.</summary>
/// <param name="Dialect">How the file is written.</param>
/// <param name="Reader">Its rows from the first on; the header is one of them.</param>
public sealed record CsvFile(CsvDialect Dialect, CsvReader Reader)
{
    /// <summary>Opens a stream of csv; the file's reader owns it.</summary>
    /// <param name="stream">The file's bytes, decompressed.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the read of the first block.</param>
    /// <exception cref="UnreadableFileException">The file is binary.</exception>
    public static async Task<CsvFile> OpenAsync(Stream stream, int maxRowBytes, CancellationToken cancellationToken)
    {
        var block = new byte[CsvSniffer.BlockSize];
        var length = await stream.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
        var dialect = CsvSniffer.Sniff(block.AsSpan(0, length), isWhole: length < block.Length);
        var whole = new PrefixedStream(block.AsMemory(0, length), stream);
        return new CsvFile(dialect, new CsvReader(AsUtf8(whole, dialect.Encoding), dialect.Delimiter, maxRowBytes));
    }

    private static Stream AsUtf8(Stream stream, Encoding encoding) =>
        encoding is UTF8Encoding ? stream : Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
