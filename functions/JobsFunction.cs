using CrmServerless.Nights;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Works off the jobs that were asked for over HTTP.</summary>
public sealed class JobsFunction(JobRunner jobs)
{
    /// <summary>Every minute.</summary>
    [Function("Jobs")]
    public Task Run([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => jobs.RunOpenAsync(cancellationToken);
}
