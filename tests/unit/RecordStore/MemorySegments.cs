using CrmServerless.RecordStore.Runs;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>Segments in memory, for tests of what lies above storage.</summary>
internal sealed class MemorySegments : ISegmentStore
{
    public Dictionary<string, byte[]> Blobs { get; } = [];

    public long BytesRead { get; private set; }

    public Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        BytesRead += target.Length;
        Blobs[name].AsMemory((int)offset, target.Length).CopyTo(target);
        return Task.CompletedTask;
    }

    public ISegmentUpload Create(string name) => new Upload(this, name);

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Blobs.Remove(name);
        return Task.CompletedTask;
    }

    private sealed class Upload(MemorySegments segments, string name) : ISegmentUpload
    {
        private readonly List<byte> bytes = [];

        public ValueTask AppendAsync(ReadOnlyMemory<byte> more, CancellationToken cancellationToken)
        {
            bytes.AddRange(more.Span);
            return ValueTask.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            segments.Blobs.Add(name, [.. bytes]);
            return Task.CompletedTask;
        }
    }
}
