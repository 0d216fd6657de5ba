using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>
/// When a timer runs, in UTC: NCRONTAB with six fields (or five, without seconds), or a time span from one run to the next
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB</see>,
/// azure-webjobs-sdk-extensions, src/WebJobs.Extensions/Extensions/Timers/Scheduling).
/// </summary>
internal abstract class TimerSchedule
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Makes the end of a span, which NCrontab leaves out, part of it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>The first occurrence after <paramref name="utc"/>.</summary>
    public abstract DateTime Next(DateTime utc);

    /// <summary>Whether it occurs more than once a minute: such a schedule is not monitored.</summary>
    public abstract bool IsFrequent(DateTime utcNow);

    /// <exception cref="FunctionSetupException">It is neither.</exception>
    public static TimerSchedule Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 };
        if (fields is 5 or 6 && CrontabSchedule.TryParse(expression, options) is { } cron) return new Cron(cron, fields);
        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero) return new Constant(interval);
        throw new FunctionSetupException(
            $"The schedule expression '{expression}' was not recognized as a valid cron expression or timespan string.");
    }

    private sealed class Cron(CrontabSchedule cron, int fields) : TimerSchedule
    {
        public override DateTime Next(DateTime utc) => DateTime.SpecifyKind(cron.GetNextOccurrence(utc), DateTimeKind.Utc);

        /// <summary>Only a schedule of the form 'seconds * * * * *' can be; then the seconds decide.</summary>
        public override bool IsFrequent(DateTime utcNow) =>
            fields == 6
            && cron.ToString().Split(' ').Skip(1).All(field => field == "*")
            && cron.GetNextOccurrences(utcNow, utcNow + Minute + Tick).Skip(1).Any();

        public override string ToString() => $"Cron: '{cron}'";
    }

    private sealed class Constant(TimeSpan interval) : TimerSchedule
    {
        public override DateTime Next(DateTime utc) => utc + interval;

        public override bool IsFrequent(DateTime utcNow) => interval < Minute;

        public override string ToString() => $"Constant: {interval}";
    }
}
