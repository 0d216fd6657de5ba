using CrmServerless.Nights;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>
/// Asks every quarter of an hour whether a closed business day is due, and computes and judges it. The schedule is in UTC; what is due is
/// decided in the business time zone (<see cref="NightSchedule"/>), so a missed or failed night heals itself.
/// </summary>
public sealed class NightFunction(NightService nights)
{
    /// <summary>Every 15 minutes.</summary>
    [Function("Night")]
    public Task Run([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => nights.RunDueAsync(cancellationToken);
}
