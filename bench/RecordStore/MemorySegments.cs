using System.Buffers;
using System.Collections.Concurrent;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.Bench.RecordStore;

/// <summary>Segments in memory: what is measured is the code, not the storage.</summary>
internal sealed class MemorySegments : ISegmentStore
{
    private readonly ConcurrentDictionary<string, byte[]> blobs = new();

    public Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        blobs[name].AsMemory((int)offset, target.Length).CopyTo(target);
        return Task.CompletedTask;
    }

    public ISegmentUpload Create(string name) => new Upload(this, name);

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        blobs.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    private sealed class Upload(MemorySegments segments, string name) : ISegmentUpload
    {
        private readonly ArrayBufferWriter<byte> bytes = new();

        public ValueTask AppendAsync(ReadOnlyMemory<byte> more, CancellationToken cancellationToken)
        {
            bytes.Write(more.Span);
            return ValueTask.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            segments.blobs[name] = bytes.WrittenSpan.ToArray();
            return Task.CompletedTask;
        }
    }
}
