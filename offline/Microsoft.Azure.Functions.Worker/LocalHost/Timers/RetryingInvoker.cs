using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>
/// Invokes a function as often as its retry policy says
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies">retry policies</see>).
/// </summary>
internal sealed class RetryingInvoker(FunctionInvoker invoker, LocalClock clock, ILoggerFactory loggers)
{
    /// <summary>Returns when the last attempt has ended, code that outlived its time-out included.</summary>
    public async Task InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken stop)
    {
        var retry = function.Retry is { } policy ? new PolicyRetryContext(0, policy.MaxRetryCount) : null;
        while (true)
        {
            var outcome = await invoker.InvokeAsync(function, input, retry, stop);
            await outcome.Ended;
            if (outcome.Succeeded || retry is null || retry.IsExhausted || stop.IsCancellationRequested) return;
            retry = retry.Next();
            loggers.CreateLogger(function.LogCategory).LogInformation(
                "Waiting for `{Delay}` before retrying function execution. Next attempt: '{Attempt}'.", DelayOf(function.Retry!), retry.RetryCount);
            await clock.DelayAsync(DelayOf(function.Retry!), stop);
        }
    }

    private static TimeSpan DelayOf(RetryAttribute policy) =>
        policy is FixedDelayRetryAttribute { DelayInterval: var delay } ? TimeSpan.Parse(delay, CultureInfo.InvariantCulture) : TimeSpan.Zero;
}
