using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// With the setting LocalHost:StopWithInput = true the host stops when its standard input ends. A parent that holds the other end of that pipe
/// so leaves no host behind, however it dies, SIGKILL included. Off by default: a terminal or a service gives other inputs.
/// </summary>
internal sealed class InputWatch(IConfiguration settings, IHostApplicationLifetime lifetime) : IHostedService
{
    private const string Setting = "LocalHost:StopWithInput";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.GetValue<bool>(Setting))
        {
            // A read of the console can't be cancelled: the thread must not keep a stopped host alive.
            new Thread(StopAfterInput) { IsBackground = true, Name = nameof(InputWatch) }.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void StopAfterInput()
    {
        using var input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
        lifetime.StopApplication();
    }
}
