using CrmServerless.Webhooks.Records;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Turns what webhooks brought into records.</summary>
public sealed class DeliveriesFunction(WebhookIngestion webhooks)
{
    /// <summary>Every five minutes, two past.</summary>
    [Function("Deliveries")]
    public Task Run([TimerTrigger("0 2/5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => webhooks.RunAsync(cancellationToken);
}
