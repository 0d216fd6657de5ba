using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Listeners;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// The life of the local host: storage and keys before the first request, listeners once it is served; at the end listeners and tokens first,
/// then as much patience with running invocations as the host's shutdown time-out has left.
/// </summary>
internal sealed class LocalHostService(
    LocalHostOptions options, FunctionCatalog catalog, HostJson host, IConfiguration settings, StorageConnections storage,
    DevelopmentStorage emulator, HostKeyStore keyStore, LocalHostState state, ListenerSet listeners, RunningInvocations running, IServer server,
    LocalClock clock, ILoggerFactory loggers) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ILogger log = loggers.CreateLogger("Host");
    private Task listening = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var connections = catalog.Functions.Select(function => (function.Trigger as BlobTriggerAttribute)?.Connection);
        await emulator.EnsureAsync(storage.Strings(connections), cancellationToken);
        state.Keys = await keyStore.LoadAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        StartMessage.Write(options.Output, catalog, host, settings, address, $"{HostKeyStore.ContainerName}/{keyStore.BlobName}");
        listening = Task.Run(() => listeners.RunAsync(settings, clock, loggers, stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.CancelAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var left = await running.WhenEndedAsync(cancellationToken);
        if (left > 0) log.LogWarning("{Count} invocations did not end in time and are left", left);
        else await EndedAsync(listening, cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        stop.Dispose();
        await emulator.DisposeAsync();
    }

    private static async Task EndedAsync(Task task, CancellationToken patience) =>
        await task.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
