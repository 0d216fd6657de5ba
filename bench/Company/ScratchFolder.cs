namespace CrmServerless.Bench.Company;

/// <summary>An empty folder of one's own, deleted with what is in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
