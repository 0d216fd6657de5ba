using CrmServerless.Webhooks.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Takes what vendors send. Anonymous: each vendor proves itself by its own scheme, and the receiver decides.</summary>
public sealed class WebhookFunction(WebhookReceiver receiver)
{
    /// <summary>POST /api/webhooks/{source}: 2xx once the delivery is stored for good.</summary>
    [Function("Webhook")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{source}")] HttpRequest request, string source, CancellationToken cancellationToken)
    {
        string? Header(string name) => request.Headers.TryGetValue(name, out var values) && values is [{ } value] ? value : null;
        var delivery = new WebhookRequest(source, request.QueryString.Value ?? string.Empty, Header, request.Body, request.ContentLength);
        var answer = await receiver.ReceiveAsync(delivery, cancellationToken);
        return new ContentResult { StatusCode = answer.Status, Content = answer.Text, ContentType = answer.ContentType };
    }
}
