namespace CrmServerless.Tests.Support;

/// <summary>An empty folder of the test's own, deleted with what is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
