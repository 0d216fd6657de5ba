namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>The bytes of a stream that are in memory and not yet used up. Owns the stream.</summary>
internal sealed class ByteWindow(Stream stream) : IAsyncDisposable
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>What is in memory; holds until the next fill.</summary>
    public ReadOnlySpan<byte> Unread => buffer.AsSpan(start, end - start);

    /// <summary>True when the stream has no more than what is in memory.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Uses bytes up.</summary>
    public void Skip(int count) => start += count;

    /// <summary>
    /// Reads more of the stream, keeping what is unread: the memory grows with that. It comes to at least twice as much, so that who looks at
    /// all of it again after each fill looks at no byte often.
    /// </summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var wanted = Math.Max(1, Unread.Length);
        if (buffer.Length - end < wanted)
            MakeRoom();
        var read = await stream.ReadAtLeastAsync(buffer.AsMemory(end), wanted, throwOnEndOfStream: false, cancellationToken);
        end += read;
        IsEnd = read < wanted;
    }

    /// <summary>Fills until a byte that is no blank is the first unread one; false when there is none.</summary>
    /// <param name="from">How many bytes to leave out of account.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async ValueTask<byte?> PeekAsync(int from, CancellationToken cancellationToken)
    {
        while (true)
        {
            var blanks = Unread[from..].IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks >= 0)
                return Unread[from + blanks];
            if (IsEnd)
                return null;
            await FillAsync(cancellationToken);
        }
    }

    /// <summary>A window on a part of what is in memory, which must then be all that there is.</summary>
    public ByteWindow Part(int from, int to) => new(new MemoryStream(buffer, start + from, to - from, writable: false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void MakeRoom()
    {
        var unread = Unread;
        var target = unread.Length > buffer.Length / 2 ? new byte[checked(buffer.Length * 2)] : buffer;
        unread.CopyTo(target);
        (buffer, end, start) = (target, unread.Length, 0);
    }
}
