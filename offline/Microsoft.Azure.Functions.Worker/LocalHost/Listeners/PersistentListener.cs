using Azure;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Listeners;

/// <summary>Starts a listener again when storage fails it, so that a storage that restarts does not end the app.</summary>
internal sealed class PersistentListener(FunctionDescriptor function, IFunctionListener listener, LocalClock clock, ILoggerFactory loggers)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ILogger log = loggers.CreateLogger(function.LogCategory);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!await EndsAsync(stop)) await clock.DelayAsync(Pause, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogDebug("The listener for function '{Function}' stopped", function.Name);
        }
    }

    private async Task<bool> EndsAsync(CancellationToken stop)
    {
        try
        {
            await listener.RunAsync(stop);
            return true;
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or IOException)
        {
            log.LogError(error, "The listener for function '{Function}' failed and starts again in {Seconds} s", function.Name, Pause.TotalSeconds);
            return false;
        }
    }
}
