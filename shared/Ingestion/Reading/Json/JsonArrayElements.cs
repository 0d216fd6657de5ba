using System.Text.Json;

namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>The elements of one array, of which one at a time is in memory. What follows the array is checked to be nothing.</summary>
/// <param name="window">The array from its bracket on.</param>
/// <param name="maxRowBytes">A file with a longer element is refused.</param>
/// <param name="owned">Disposed with it.</param>
internal sealed class JsonArrayElements(ByteWindow window, int maxRowBytes, IAsyncDisposable owned) : JsonElements
{
    private enum Step
    {
        More,
        Element,
        End,
    }

    private JsonReaderState state;
    private long newlines;
    private int start;
    private int end;

    /// <summary>The line of the file that the array begins on, from 1.</summary>
    public long FirstLine { get; init; } = 1;

    public override string Format => "json";

    public override ReadOnlySpan<byte> Element => window.Unread[start..end];

    public override async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        Use(end);
        while (true)
        {
            var step = TryRead();
            if (step != Step.More)
                return step == Step.Element;
            if (window.Unread.Length > maxRowBytes)
                throw new UnreadableFileException($"an element is longer than {maxRowBytes} bytes, in line {FirstLine + newlines}: expected {JsonFile.Expected}");
            await window.FillAsync(cancellationToken);
        }
    }

    public override ValueTask DisposeAsync() => owned.DisposeAsync();

    private Step TryRead()
    {
        try
        {
            return Read();
        }
        catch (JsonException e)
        {
            throw JsonFile.Broken(e, FirstLine);
        }
    }

    private Step Read()
    {
        var reader = new Utf8JsonReader(window.Unread, window.IsEnd, state);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0)
                continue;

            var from = (int)reader.TokenStartIndex;
            if (!reader.TrySkip())
                return Step.More;

            Line = FirstLine + newlines + window.Unread[..from].Count((byte)'\n');
            (start, end, state) = (from, (int)reader.BytesConsumed, reader.CurrentState);
            return Step.Element;
        }

        state = reader.CurrentState;
        Use((int)reader.BytesConsumed);
        return window.IsEnd ? Step.End : Step.More;
    }

    private void Use(int count)
    {
        newlines += window.Unread[..count].Count((byte)'\n');
        window.Skip(count);
        (start, end) = (0, 0);
    }
}
