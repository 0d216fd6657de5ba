using CrmServerless.Nights;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Takes orders for long work: computing days again, judging them as nights.</summary>
public sealed class ComputeFunction(JobLog jobs)
{
    /// <summary>
    /// POST /api/compute[?from=yyyy-MM-dd&amp;to=yyyy-MM-dd][&amp;window=days][&amp;references=true]: 202 with the job's address. Without days: all of which
    /// the data speaks; with a window: that one too; with references: also the days that benchmarks and trends compare these with.
    /// </summary>
    [Function("Compute")]
    public async Task<IActionResult> Compute(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "compute")] HttpRequest request, CancellationToken cancellationToken)
    {
        DayRange? days = null;
        if ((DayRange.IsGiven(request.Query) && !DayRange.TryRead(request.Query, out days, out var problem)) || !WindowText.TryRead(request.Query, out var window, out problem))
            return new BadRequestObjectResult(new { error = problem });
        return Accepted(await jobs.AddAsync(JobKind.Compute, new ComputeRequest(days?.From, days?.To, window, request.Query["references"] == "true"), cancellationToken));
    }

    /// <summary>POST /api/nights?from=yyyy-MM-dd&amp;to=yyyy-MM-dd: 202 with the job's address.</summary>
    [Function("Nights")]
    public async Task<IActionResult> Nights(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "nights")] HttpRequest request, CancellationToken cancellationToken) =>
        DayRange.TryRead(request.Query, out var days, out var problem)
            ? Accepted(await jobs.AddAsync(JobKind.Judge, new ComputeRequest(days.From, days.To), cancellationToken))
            : new BadRequestObjectResult(new { error = problem });

    private static AcceptedResult Accepted(Job job) => new($"/api/jobs/{job.Id}", JobFunction.Shown(job));
}
