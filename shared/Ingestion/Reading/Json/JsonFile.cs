using System.Text;
using System.Text.Json;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>
/// A json file: an array of objects, an object per line, or one object that wraps an array of objects, as an API answers. Which of them
/// it is, the content says, unless the name says that it is lines.
/// </summary>
internal static class JsonFile
{
    /// <summary>What a json file is to be, in words that follow 'expected'.</summary>
    public const string Expected = "an array of objects, one object per line, or one object that holds a single array of objects";

    /// <summary>Reads the file once for its columns, then opens it again at its first row.</summary>
    /// <param name="open">Opens the file's bytes, decompressed.</param>
    /// <param name="isLines">Whether its name says that it is an object per line.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="UnreadableFileException">It is no such file, or broken.</exception>
    public static async Task<TableReader> OpenAsync(Func<CancellationToken, Task<Stream>> open, bool isLines, int maxRowBytes, CancellationToken cancellationToken)
    {
        var columns = await GatherAsync(await open(cancellationToken), isLines, maxRowBytes, cancellationToken);
        var elements = await ElementsAsync(await open(cancellationToken), isLines, maxRowBytes, cancellationToken);
        return new TableReader(new JsonRows(elements, columns), elements.Format, new Headers(columns.Names));
    }

    /// <summary>What to say of broken json; without the text, which may be personal.</summary>
    public static UnreadableFileException Broken(JsonException e, long firstLine = 1) =>
        new($"the json is broken in line {firstLine + e.LineNumber}, at byte {e.BytePositionInLine + 1} of it: expected {Expected}", e);

    private static async Task<JsonColumns> GatherAsync(Stream stream, bool isLines, int maxRowBytes, CancellationToken cancellationToken)
    {
        var columns = new JsonColumns();
        await using var rows = new JsonRows(await ElementsAsync(stream, isLines, maxRowBytes, cancellationToken), columns);
        string? defect = null;
        while (await rows.ReadAsync(cancellationToken))
            defect ??= rows.Defect is null ? null : $"{rows.Defect}, in line {rows.Line}";

        return columns.Count > 0 ? columns.Fixed() : throw new UnreadableFileException($"{defect ?? "the file has no rows"}; expected {Expected}");
    }

    private static async Task<JsonElements> ElementsAsync(Stream stream, bool isLines, int maxRowBytes, CancellationToken cancellationToken)
    {
        try
        {
            var window = new ByteWindow(await AsUtf8Async(stream, cancellationToken));
            return await window.PeekAsync(0, cancellationToken) switch
            {
                null => throw new UnreadableFileException($"the file is empty: expected {Expected}"),
                (byte)'[' => new JsonArrayElements(window, maxRowBytes, window),
                _ when isLines => new JsonLines(window, maxRowBytes),
                (byte)'{' => await JsonWrapper.OpenAsync(window, maxRowBytes, cancellationToken),
                _ => throw new UnreadableFileException($"the file is no json: expected {Expected}"),
            };
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task<Stream> AsUtf8Async(Stream stream, CancellationToken cancellationToken)
    {
        var mark = new byte[3];
        var length = await stream.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(mark.AsMemory(0, length), stream);
        return mark switch
        {
            [0xEF, 0xBB, 0xBF] => stream,
            [0xFF, 0xFE, _] => Transcode(Encoding.Unicode, mark, length, stream),
            [0xFE, 0xFF, _] => Transcode(Encoding.BigEndianUnicode, mark, length, stream),
            _ => whole,
        };
    }

    private static Stream Transcode(Encoding encoding, byte[] mark, int length, Stream stream) =>
        Encoding.CreateTranscodingStream(new PrefixedStream(mark.AsMemory(2, length - 2), stream), encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
