namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>Newline-delimited json: a value per line, so that a line that is broken costs itself only.</summary>
/// <param name="window">The file from its first line on; owned.</param>
/// <param name="maxRowBytes">A longer line is rejected.</param>
internal sealed class JsonLines(ByteWindow window, int maxRowBytes) : JsonElements
{
    private int length;
    private int used;
    private bool isCut;
    private bool isOpen;
    private bool isBegun;

    public override string Format => "ndjson";

    public override ReadOnlySpan<byte> Element => window.Unread[..length];

    public override async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (!await MoveAsync(cancellationToken))
                return false;
        }
        while (!isCut && Element.IndexOfAnyExcept(" \t\r"u8) < 0);

        Defect = isCut ? $"the line is longer than {maxRowBytes} bytes" : null;
        return true;
    }

    public override ValueTask DisposeAsync() => window.DisposeAsync();

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        await LeaveLineAsync(cancellationToken);
        var searched = 0;
        while (true)
        {
            var newline = window.Unread[searched..].IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(searched + newline, 1);
            if (window.IsEnd)
                return Take(window.Unread.Length, 0) && length > 0;

            searched = window.Unread.Length;
            if (searched > maxRowBytes)
                return Take(searched, 0, isWhole: false);
            await window.FillAsync(cancellationToken);
        }
    }

    private bool Take(int bytes, int newlines, bool isWhole = true)
    {
        length = bytes;
        used = bytes + newlines;
        isCut = !isWhole || bytes > maxRowBytes;
        isOpen = !isWhole;
        return true;
    }

    /// <summary>Moves behind the present line, of one that was cut also behind what was not read of it.</summary>
    private async ValueTask LeaveLineAsync(CancellationToken cancellationToken)
    {
        if (isBegun)
            Line++;
        isBegun = true;
        window.Skip(used);
        used = 0;
        while (isOpen)
        {
            var newline = window.Unread.IndexOf((byte)'\n');
            isOpen = newline < 0 && !window.IsEnd;
            window.Skip(newline < 0 ? window.Unread.Length : newline + 1);
            if (isOpen)
                await window.FillAsync(cancellationToken);
        }
    }
}
