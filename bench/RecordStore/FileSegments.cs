using CrmServerless.RecordStore.Runs;

namespace CrmServerless.Bench.RecordStore;

/// <summary>Segments as files of a folder.</summary>
internal sealed class FileSegments(string folder) : ISegmentStore
{
    public async Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(PathOf(name), options: FileOptions.Asynchronous);
        for (var read = 0; read < target.Length;)
        {
            var some = await RandomAccess.ReadAsync(file, target[read..], offset + read, cancellationToken);
            read += some > 0 ? some : throw new EndOfStreamException(name);
        }
    }

    public ISegmentUpload Create(string name) => new Upload(File.Create(PathOf(name)));

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', '-'));

    private sealed class Upload(FileStream file) : ISegmentUpload
    {
        public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => file.WriteAsync(bytes, cancellationToken);

        public async Task CompleteAsync(CancellationToken cancellationToken) => await file.DisposeAsync();
    }
}
