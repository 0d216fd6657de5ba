namespace CrmServerless.RecordStore.Runs;

/// <summary>What the cursors of one read share: the store, how much each may read ahead, and how many requests run at once.</summary>
internal sealed class ReadSession(ISegmentStore store, int chunkBytes) : IDisposable
{
    /// <summary>Segments up to this size are read whole, by one request.</summary>
    public const int SmallSegmentBytes = 256 * 1024;

    private const int LeastChunkBytes = 256 * 1024;
    private const int MostChunkBytes = 4 * 1024 * 1024;
    private const int Requests = 16;
    private readonly SemaphoreSlim gate = new(Requests);

    /// <summary>The bytes of one request.</summary>
    public int ChunkBytes => chunkBytes;

    /// <summary>A session for reading these runs, whose cursors together hold about that many bytes.</summary>
    public static ReadSession For(ISegmentStore store, IReadOnlyCollection<StoredRun> runs, long readAheadBytes)
    {
        var large = Math.Max(1, runs.Count(r => r.Bytes() > SmallSegmentBytes));
        return new ReadSession(store, (int)Math.Clamp(readAheadBytes / (3 * large), LeastChunkBytes, MostChunkBytes));
    }

    /// <summary>Reads a part of a segment when a request is free.</summary>
    public async Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await store.ReadAsync(name, offset, target, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
