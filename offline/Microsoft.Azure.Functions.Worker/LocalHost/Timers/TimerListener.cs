using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Listeners;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>
/// Runs one timer: at start once if an occurrence was missed (or RunOnStartup), then at each occurrence, never two at a time; an occurrence
/// that a long run covered is made up for by one run right after it
/// (azure-webjobs-sdk-extensions, src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs).
/// </summary>
internal sealed class TimerListener(
    FunctionDescriptor function, TimerSchedule schedule, bool runOnStartup, ScheduleMonitor? monitor, RetryingInvoker invoker, LocalClock clock,
    ILogger log) : IFunctionListener
{
    private enum Cause
    {
        Scheduled,
        PastDue,
        Startup,
    }

    public async Task RunAsync(CancellationToken stop)
    {
        var record = await RecallAsync(stop);
        log.LogDebug("The timer '{Function}' follows {Schedule}, next at {Next:o}", function.Name, schedule, record.Next);
        if (monitor is not null && record.IsPastDue(clock.UtcNow)) record = await FireAsync(record, Cause.PastDue, stop);
        else if (runOnStartup) record = await FireAsync(record, Cause.Startup, stop);

        while (true)
        {
            await clock.UntilAsync(record.Next, stop);
            stop.ThrowIfCancellationRequested();
            record = await FireAsync(record, Cause.Scheduled, stop);
        }
    }

    public async Task<TriggerInput> ManualInputAsync(string input, CancellationToken cancellation)
    {
        var record = monitor is null ? null : await monitor.ReadAsync(function, cancellation);
        return InputOf("This function was programmatically called via the host APIs.", record, isPastDue: false);
    }

    private async Task<RecordedSchedule> RecallAsync(CancellationToken stop)
    {
        var now = clock.UtcNow;
        if (monitor is null) return RecordedSchedule.Fresh(schedule, now);
        var recorded = await monitor.ReadAsync(function, stop);
        var current = recorded?.Under(schedule, now) ?? RecordedSchedule.Fresh(schedule, now);
        if (current != recorded) await monitor.WriteAsync(function, current);
        return current;
    }

    private async Task<RecordedSchedule> FireAsync(RecordedSchedule record, Cause cause, CancellationToken stop)
    {
        var firedAt = clock.UtcNow;
        var input = InputOf($"Timer fired at {firedAt:o}", monitor is null ? null : record, cause == Cause.PastDue);
        await InvokeAsync(input, stop);

        var after = RecordedSchedule.After(schedule, cause == Cause.Scheduled && record.Next > firedAt ? record.Next : firedAt);
        if (monitor is not null) await monitor.WriteAsync(function, after);
        return after;
    }

    /// <summary>A wait between retries that the host's stop ends is no reason not to record the run.</summary>
    private async Task InvokeAsync(TriggerInput input, CancellationToken stop)
    {
        try
        {
            await invoker.InvokeAsync(function, input, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogDebug("The retries of '{Function}' ended with the host", function.Name);
        }
    }

    private static TriggerInput InputOf(string reason, RecordedSchedule? record, bool isPastDue)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase) { ["TimerTrigger"] = reason };
        var info = new TimerInfo { ScheduleStatus = record?.ToStatus(), IsPastDue = isPastDue };
        return new TriggerInput(reason, data, (_, _) => ValueTask.FromResult<object?>(info));
    }
}
