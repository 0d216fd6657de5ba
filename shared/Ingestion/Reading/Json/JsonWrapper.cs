using System.Text.Json;

namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>
/// A file that begins with an object: the first of many, one per line, or a single one that wraps the rows, or is the only row. To know
/// that, the first object is held in memory.
/// </summary>
internal sealed class JsonWrapper
{
    private const int MostBytes = 64 << 20;

    // Of several arrays of objects the one under such a name holds the rows; others are errors, links and the like.
    private static readonly string[] KnownNames = ["results", "records", "data", "value", "items"];

    private readonly ByteWindow window;
    private JsonReaderState state;
    private int scanned;

    private JsonWrapper(ByteWindow window) => this.window = window;

    /// <summary>The rows of a file.</summary>
    /// <param name="window">The file from its first object on; owned by what is returned.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="UnreadableFileException">It is broken, or there are no rows to be found in it.</exception>
    public static async Task<JsonElements> OpenAsync(ByteWindow window, int maxRowBytes, CancellationToken cancellationToken)
    {
        var length = await new JsonWrapper(window).LengthAsync(cancellationToken);
        return await window.PeekAsync(length, cancellationToken) switch
        {
            null => Unwrap(window, length, maxRowBytes),
            (byte)'{' => new JsonLines(window, maxRowBytes),
            _ => throw new UnreadableFileException($"found more behind the first object: expected {JsonFile.Expected}"),
        };
    }

    private async ValueTask<int> LengthAsync(CancellationToken cancellationToken)
    {
        while (!TryFindEnd())
        {
            if (window.Unread.Length > MostBytes)
                throw new UnreadableFileException($"the file is one object of more than {MostBytes >> 20} MB: expected an array of objects, or one object per line");
            await window.FillAsync(cancellationToken);
        }

        return scanned;
    }

    private bool TryFindEnd()
    {
        try
        {
            var reader = new Utf8JsonReader(window.Unread[scanned..], window.IsEnd, state);
            var isWhole = false;
            while (!isWhole && reader.Read())
                isWhole = reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0;

            scanned += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            return isWhole;
        }
        catch (JsonException e)
        {
            throw JsonFile.Broken(e);
        }
    }

    private static JsonArrayElements Unwrap(ByteWindow window, int length, int maxRowBytes)
    {
        var arrays = ArraysIn(window.Unread[..length]);
        if (arrays.Count == 0)
            return new JsonArrayElements(new ByteWindow(new MemoryStream([(byte)'[', .. window.Unread[..length], (byte)']'])), maxRowBytes, window);

        if (arrays.Count > 1)
            arrays = [.. arrays.Where(a => a.IsKnown)];
        return arrays is [var rows]
            ? new JsonArrayElements(window.Part(rows.Start, rows.End), maxRowBytes, window) { FirstLine = 1 + window.Unread[..rows.Start].Count((byte)'\n') }
            : throw new UnreadableFileException($"found an object that holds several arrays of objects: expected {JsonFile.Expected}");
    }

    private static List<(bool IsKnown, int Start, int End)> ArraysIn(ReadOnlySpan<byte> json)
    {
        var arrays = new List<(bool, int, int)>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = IsKnown(ref reader);
            reader.Read();
            var (start, isOfObjects) = ((int)reader.TokenStartIndex, BeginsArrayOfObjects(reader));
            reader.Skip();
            if (isOfObjects)
                arrays.Add((isKnown, start, (int)reader.BytesConsumed));
        }

        return arrays;
    }

    private static bool IsKnown(ref Utf8JsonReader reader)
    {
        foreach (var name in KnownNames)
        {
            if (reader.ValueTextEquals(name))
                return true;
        }

        return false;
    }

    private static bool BeginsArrayOfObjects(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.StartObject;
}
