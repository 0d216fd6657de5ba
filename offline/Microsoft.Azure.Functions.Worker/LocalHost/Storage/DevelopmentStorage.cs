using CrmServerless.Azurite;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Storage;

/// <summary>
/// The storage emulator, started for as long as the host runs where a connection means it and nothing answers on its ports
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-storage-emulator">emulator</see>).
/// </summary>
internal sealed class DevelopmentStorage(ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly ILogger log = loggers.CreateLogger("Host.Storage");
    private readonly List<AzuriteServer> started = [];

    public async Task EnsureAsync(IEnumerable<string> connectionStrings, CancellationToken cancellation)
    {
        var options = new AzuriteOptions { Progress = new LoggedProgress(log) };
        foreach (var connectionString in connectionStrings)
        {
            if (await AzuriteServer.EnsureAsync(connectionString, options, cancellation) is not { } server) continue;
            started.Add(server);
            log.LogInformation("The local storage emulator was started and ends with this host");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in started) await server.DisposeAsync();
        started.Clear();
    }

    private sealed class LoggedProgress(ILogger log) : IProgress<string>
    {
        public void Report(string value) => log.LogInformation("{Progress}", value);
    }
}
