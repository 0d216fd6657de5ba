using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Listeners;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// Starts functions by hand, beside their schedule: as in the genuine host it waits for no run under way and changes no schedule.
/// </summary>
internal sealed class ManualInvocations(ListenerSet listeners, FunctionInvoker invoker, ILoggerFactory loggers)
{
    /// <summary>Starts <paramref name="function"/>; false where a request alone can.</summary>
    public bool TryStart(FunctionDescriptor function, string input)
    {
        if (listeners.Of(function) is not { } listener) return false;
        _ = RunAsync(function, listener, input);
        return true;
    }

    private async Task RunAsync(FunctionDescriptor function, IFunctionListener listener, string input)
    {
        try
        {
            var trigger = await listener.ManualInputAsync(input, CancellationToken.None);
            await invoker.InvokeAsync(function, trigger, retry: null, CancellationToken.None);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            loggers.CreateLogger(function.LogCategory).LogError(error, "'Functions.{Function}' could not be started by hand", function.Name);
        }
    }
}
