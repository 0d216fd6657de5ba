using Microsoft.Azure.Functions.Worker.LocalHost.Settings;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// How many blobs all functions of the app process at once
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob#hostjson-settings">maxDegreeOfParallelism</see>).
/// </summary>
internal sealed class BlobSlots(HostJson host) : IDisposable
{
    private readonly SemaphoreSlim free = new(host.MaxDegreeOfParallelism);

    public Task WaitAsync(CancellationToken cancellation) => free.WaitAsync(cancellation);

    public void Release() => free.Release();

    public void Dispose() => free.Dispose();
}
