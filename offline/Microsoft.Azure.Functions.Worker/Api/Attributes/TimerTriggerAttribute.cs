using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function on a schedule
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#attributes">timer trigger</see>).
/// </summary>
/// <param name="schedule">A six-field NCRONTAB expression in UTC, a time span HH:mm:ss, or %Setting% that holds one of them.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The expression as written, settings not resolved.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>
    /// Whether occurrences are recorded so that one missed while the host was down is made up for. Default true; ignored for a schedule with
    /// more than one occurrence a minute.
    /// </summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether it also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
