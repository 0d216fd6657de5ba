using System.Buffers;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Runs;

/// <summary>
/// Walks over a stored run, reading ahead: while rows of one chunk are decoded, the next ones are on their way. Holds about three
/// chunks.
/// </summary>
internal sealed class RunCursor : VersionCursor
{
    private const int MostInFlight = 16;
    private readonly ReadSession session;
    private readonly IReadOnlyList<Chunk> chunks;
    private readonly CancellationTokenSource stop;
    private readonly Queue<(Chunk Chunk, byte[]? Rented, Task Read)> inFlight = new();
    private int nextChunk;
    private long bytesInFlight;
    private Chunk? current;
    private byte[]? rented;
    private int nextBlock;
    private int blockOffset;

    private RunCursor(ReadSession session, IReadOnlyList<Chunk> chunks, int width, CancellationToken cancellationToken)
        : base(width)
    {
        this.session = session;
        this.chunks = chunks;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ReadAhead();
    }

    /// <summary>Opens a run and begins to read.</summary>
    /// <param name="session">What the read's cursors share.</param>
    /// <param name="run">The run.</param>
    /// <param name="reader">What stands where in the reader's rows.</param>
    /// <param name="stamp">What is added to the rows.</param>
    /// <param name="filter">The blocks wanted.</param>
    /// <param name="cancellationToken">Stops the read, also later.</param>
    public static async Task<VersionCursor> OpenAsync(
        ReadSession session, StoredRun run, RowLayout reader, RunStamp stamp, BlockFilter filter, CancellationToken cancellationToken)
    {
        var chunks = await RunPlan.MakeAsync(session, run, reader, stamp, filter, cancellationToken);
        return new RunCursor(session, chunks, reader.Width, cancellationToken);
    }

    /// <inheritdoc/>
    public override bool TryMoveNext()
    {
        while (current is not null)
        {
            if (nextBlock > 0 && current.Decoder.TryRead(Current))
                return true;
            if (nextBlock == current.Blocks.Count)
                return false;
            OpenBlock();
        }

        return false;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> FetchAsync(CancellationToken cancellationToken)
    {
        Release();
        if (inFlight.Count == 0)
            return false;
        var (chunk, buffer, read) = inFlight.Dequeue();
        rented = buffer;
        bytesInFlight -= Held(chunk, buffer);
        await read;
        (current, nextBlock, blockOffset) = (chunk, 0, 0);
        ReadAhead();
        return true;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        while (inFlight.TryDequeue(out var waiting))
        {
            // Nobody wants these bytes any more, nor what became of the request.
            await waiting.Read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Return(waiting.Rented);
        }

        Release();
        stop.Dispose();
    }

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The bytes that a chunk takes: a rented buffer may be up to twice as long as what is read into it.</summary>
    private static int Held(Chunk chunk, byte[]? rented) => rented?.Length ?? chunk.Length;

    private Task ReadAsync(Chunk chunk, byte[] buffer) => session.ReadAsync(chunk.Segment, chunk.Offset, buffer.AsMemory(0, chunk.Length), stop.Token);

    private void OpenBlock()
    {
        var length = current!.Blocks[nextBlock++];
        var bytes = current.Whole is { } whole ? whole.AsMemory((int)current.Offset, current.Length) : rented.AsMemory(0, current.Length);
        current.Decoder.Open(bytes.Slice(blockOffset, length));
        blockOffset += length;
    }

    private void Release()
    {
        current = null;
        Return(rented);
        rented = null;
    }

    private void ReadAhead()
    {
        while (nextChunk < chunks.Count && inFlight.Count < MostInFlight && bytesInFlight < 2L * session.ChunkBytes)
        {
            var chunk = chunks[nextChunk++];
            var buffer = chunk.Whole is null ? ArrayPool<byte>.Shared.Rent(chunk.Length) : null;
            inFlight.Enqueue((chunk, buffer, buffer is null ? Task.CompletedTask : ReadAsync(chunk, buffer)));
            bytesInFlight += Held(chunk, buffer);
        }
    }
}
