using CrmServerless.Kpis.Metrics;
using CrmServerless.Reporting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>The metrics API: computed values as csv, sorted by kpi, window, segment, day (contract in <see cref="MetricCsv"/>).</summary>
public sealed class MetricsFunction(IMetricReader metrics)
{
    /// <summary>GET /api/metrics?from=yyyy-MM-dd&amp;to=yyyy-MM-dd[&amp;kpi=…][&amp;segment=…][&amp;window=…].</summary>
    [Function("Metrics")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!DayRange.TryRead(request.Query, out var days, out var problem) || !WindowText.TryRead(request.Query, out var window, out problem))
            return new BadRequestObjectResult(new { error = problem });
        var query = new MetricQuery(days.From, days.To, Filter(request.Query, "kpi"), Filter(request.Query, "segment"), window);
        request.HttpContext.Response.ContentType = MetricCsv.MediaType;
        await using var writer = new StreamWriter(request.HttpContext.Response.Body, leaveOpen: true);
        await MetricCsv.WriteAsync(metrics.ReadAsync(query, cancellationToken), writer, cancellationToken);
        return new EmptyResult();
    }

    private static string? Filter(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
}
