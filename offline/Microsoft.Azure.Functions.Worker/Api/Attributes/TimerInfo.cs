namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// What a timer function is told
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#usage">timer trigger, usage</see>).
/// </summary>
public class TimerInfo
{
    /// <summary>The recorded schedule; null where the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for an occurrence missed while the host was down.</summary>
    public bool IsPastDue { get; set; }
}
