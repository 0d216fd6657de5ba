using CrmServerless.Nights;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Takes orders for long work: computing days again, judging them as nights.</summary>
public sealed class ComputeFunction(JobLog jobs)
{
    /// <summary>POST /api/compute?from=yyyy-MM-dd&amp;to=yyyy-MM-dd: 202 with the job's address.</summary>
    [Function("Compute")]
    public Task<IActionResult> Compute(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "compute")] HttpRequest request, CancellationToken cancellationToken) =>
        AcceptAsync(JobKind.Compute, request, cancellationToken);

    /// <summary>POST /api/nights?from=yyyy-MM-dd&amp;to=yyyy-MM-dd: 202 with the job's address.</summary>
    [Function("Nights")]
    public Task<IActionResult> Nights(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "nights")] HttpRequest request, CancellationToken cancellationToken) =>
        AcceptAsync(JobKind.Judge, request, cancellationToken);

    private async Task<IActionResult> AcceptAsync(JobKind kind, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!DayRange.TryRead(request.Query, out var days, out var problem))
            return new BadRequestObjectResult(new { error = problem });
        var job = await jobs.AddAsync(kind, days.From, days.To, cancellationToken);
        return new AcceptedResult($"/api/jobs/{job.Id}", JobFunction.Shown(job));
    }
}
