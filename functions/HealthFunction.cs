using CrmServerless.Webhooks.Counting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Says that the app runs, and how many webhooks were refused.</summary>
public sealed class HealthFunction(RefusalCounts refusals)
{
    /// <summary>GET /api/health.</summary>
    [Function("Health")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        new OkObjectResult(new { status = "live", refusedWebhooks = (await refusals.ReadAsync(cancellationToken)).Select(Shown) });

    private static object Shown(RefusalCount refused) => new
    {
        refused.Source,
        refused.Last,
        counts = refused.Counts.ToDictionary(c => c.Key.ToString().ToLowerInvariant(), c => c.Value),
    };
}
