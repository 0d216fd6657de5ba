namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// A timer's recorded schedule; all times UTC here
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#usage">timer trigger, usage</see>).
/// </summary>
public class ScheduleStatus
{
    /// <summary>The last run; 0001-01-01 before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence: during a run, the one it runs for.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
