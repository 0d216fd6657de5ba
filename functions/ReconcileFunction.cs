using CrmServerless.Ingestion;
using CrmServerless.Webhooks.Records;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Finds what the trigger missed: events can be lost, doubled or late.</summary>
public sealed class ReconcileFunction(IngestionService ingestion, WebhookIngestion webhooks)
{
    /// <summary>Every hour, ten minutes past: the inbox, then the webhooks that were reopened.</summary>
    [Function("Reconcile")]
    public async Task Run([TimerTrigger("0 10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await ingestion.ReconcileAsync(cancellationToken);
        await webhooks.ReplayAsync(cancellationToken);
    }
}
