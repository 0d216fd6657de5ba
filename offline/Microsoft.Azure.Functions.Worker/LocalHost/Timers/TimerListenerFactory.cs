using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Makes timers' listeners.</summary>
internal sealed class TimerListenerFactory(
    FunctionInvoker invoker, ScheduleMonitor monitor, LocalClock clock, IConfiguration settings, ILoggerFactory loggers)
{
    /// <exception cref="FunctionSetupException">The schedule cannot be resolved or is none.</exception>
    public TimerListener Make(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        var schedule = TimerSchedule.Parse(settings.Resolve(trigger.Schedule));
        var monitored = trigger.UseMonitor && !schedule.IsFrequent(clock.UtcNow);
        var retries = new RetryingInvoker(invoker, clock, loggers);
        return new TimerListener(
            function, schedule, trigger.RunOnStartup, monitored ? monitor : null, retries, clock, loggers.CreateLogger(function.LogCategory));
    }
}
