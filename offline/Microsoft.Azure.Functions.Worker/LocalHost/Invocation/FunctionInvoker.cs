using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// Invokes a function: own service scope, middleware, time-out, and the two log lines of the genuine host. A function's failure is an
/// outcome here, never an exception.
/// </summary>
internal sealed class FunctionInvoker(
    FunctionExecution execution, HostJson host, RunningInvocations running, LocalClock clock, ILoggerFactory loggers)
{
    /// <summary>Longest time-out that a timer can measure.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    public async Task<InvocationOutcome> InvokeAsync(
        FunctionDescriptor function, TriggerInput input, RetryContext? retry, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString();
        var log = loggers.CreateLogger(function.LogCategory);
        using var scope = log.BeginScope(new Dictionary<string, object> { ["InvocationId"] = id });
        log.LogInformation("Executing 'Functions.{Function}' (Reason='{Reason}', Id={InvocationId})", function.Name, input.Reason, id);
        var started = clock.Time.GetTimestamp();

        var timeout = new CancellationTokenSource(TimeoutOf(host), clock.Time);
        // Taken before the run begins: one that has ended by now has disposed its sources, and a disposed source gives no token any more.
        var timedOut = timeout.Token;
        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, running.Stopping, timedOut);
        var run = running.Track(Task.Run(() => RunAsync(id, function, input, retry, timeout, linked), CancellationToken.None));
        var error = await EndOrTimeoutAsync(run, function, timedOut);

        Report(log, function, id, error, clock.Time.GetElapsedTime(started), linked.IsCancellationRequested && !timeout.IsCancellationRequested);
        return new InvocationOutcome(id, error, run);
    }

    private async Task<Exception?> RunAsync(
        string id, FunctionDescriptor function, TriggerInput input, RetryContext? retry, CancellationTokenSource timeout,
        CancellationTokenSource linked)
    {
        using (timeout)
        using (linked)
        {
            try
            {
                await execution.RunAsync(id, function, input, retry, linked.Token);
                return null;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                return error;
            }
        }
    }

    private async Task<Exception?> EndOrTimeoutAsync(Task<Exception?> run, FunctionDescriptor function, CancellationToken timedOut)
    {
        try
        {
            var error = await run.WaitAsync(timedOut);
            return error is not null && timedOut.IsCancellationRequested ? TimedOut(error) : error;
        }
        catch (OperationCanceledException)
        {
            return run.IsCompleted ? await run : TimedOut(null);
        }

        FunctionTimeoutException TimedOut(Exception? inner) => new(host.FunctionTimeout!.Value, function.Name, inner);
    }

    private static TimeSpan TimeoutOf(HostJson host) => host.FunctionTimeout switch
    {
        null => Timeout.InfiniteTimeSpan,
        { } timeout => timeout < Longest ? timeout : Longest,
    };

    private static void Report(ILogger log, FunctionDescriptor function, string id, Exception? error, TimeSpan duration, bool cancelled)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        if (error is null)
        {
            log.LogInformation(
                "Executed 'Functions.{Function}' (Succeeded, Id={InvocationId}, Duration={Duration}ms)", function.Name, id, milliseconds);
        }
        else if (error is OperationCanceledException && cancelled)
        {
            log.LogWarning(
                "Executed 'Functions.{Function}' (Canceled, Id={InvocationId}, Duration={Duration}ms)", function.Name, id, milliseconds);
        }
        else
        {
            log.LogError(
                error, "Executed 'Functions.{Function}' (Failed, Id={InvocationId}, Duration={Duration}ms)", function.Name, id, milliseconds);
        }
    }
}
