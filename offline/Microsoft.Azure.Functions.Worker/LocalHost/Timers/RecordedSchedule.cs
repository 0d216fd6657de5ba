namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>A timer's record, all times UTC; 0001-01-01 stands for never. Written as json with these names, as the genuine host does.</summary>
internal sealed record RecordedSchedule(DateTime Last, DateTime Next, DateTime LastUpdated)
{
    /// <summary>A timer that never ran.</summary>
    public static RecordedSchedule Fresh(TimerSchedule schedule, DateTime utcNow) => new(default, schedule.Next(utcNow), utcNow);

    /// <summary>After a run at <paramref name="utc"/>.</summary>
    public static RecordedSchedule After(TimerSchedule schedule, DateTime utc) => new(utc, schedule.Next(utc), utc);

    /// <summary>
    /// The record to go on with. One made by another schedule (its Next is not what the schedule says) forgets its last run; a next
    /// occurrence that would then lie in the past is reckoned from now, so that a changed schedule is never past due
    /// (azure-webjobs-sdk-extensions, src/WebJobs.Extensions/Extensions/Timers/Scheduling/ScheduleMonitor.cs).
    /// </summary>
    public RecordedSchedule Under(TimerSchedule schedule, DateTime utcNow)
    {
        var basis = Last != default ? Last : LastUpdated != default ? LastUpdated : utcNow;
        var expected = schedule.Next(basis);
        if (expected == Next) return this;
        return utcNow > expected ? Fresh(schedule, utcNow) : new RecordedSchedule(default, expected, basis);
    }

    /// <summary>Whether the next occurrence passed while nobody listened.</summary>
    public bool IsPastDue(DateTime utcNow) => utcNow > Next;

    public ScheduleStatus ToStatus() => new() { Last = Last, Next = Next, LastUpdated = LastUpdated };
}
