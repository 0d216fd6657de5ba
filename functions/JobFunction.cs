using CrmServerless.Nights;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Says how far a job is.</summary>
public sealed class JobFunction(JobLog jobs)
{
    /// <summary>GET /api/jobs/{id}.</summary>
    [Function("Job")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job ? new OkObjectResult(Shown(job)) : new NotFoundObjectResult(new { error = "no such job" });

    /// <summary>A job as callers see it.</summary>
    internal static object Shown(Job job) => new { job.Id, kind = job.Kind.ToString(), job.From, job.To, job.State, job.Done, job.Message };
}
