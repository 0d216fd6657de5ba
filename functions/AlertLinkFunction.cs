using CrmServerless.Alerts.Quieting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>What links in messages lead to. Anonymous: the link is signed for one person and one alert, and expires.</summary>
public sealed class AlertLinkFunction(AnswerDesk desk)
{
    private const long LargestForm = 16 << 10;

    /// <summary>GET /api/alerts?link={token}: the page, changing nothing. POST: the answer of its form.</summary>
    [Function("AlertLink")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "alerts")] HttpRequest request, CancellationToken cancellationToken)
    {
        var token = request.Query["link"].ToString();
        if (!HttpMethods.IsPost(request.Method))
            return Page(request, await desk.ShowAsync(token, cancellationToken));
        if (request.ContentLength is null or > LargestForm || !request.HasFormContentType)
            return new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        var form = await request.ReadFormAsync(cancellationToken);
        return Page(request, await desk.AnswerAsync(token, name => form[name].ToString(), cancellationToken));
    }

    private static ContentResult Page(HttpRequest request, AnswerPageResult page)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        return new ContentResult { StatusCode = page.Status, Content = page.Html, ContentType = "text/html; charset=utf-8" };
    }
}
