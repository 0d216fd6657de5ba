using CrmServerless.Ingestion;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Finds what the trigger missed: events can be lost, doubled or late.</summary>
public sealed class ReconcileFunction(IngestionService ingestion)
{
    /// <summary>Every hour, ten minutes past.</summary>
    [Function("Reconcile")]
    public Task Run([TimerTrigger("0 10 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => ingestion.ReconcileAsync(cancellationToken);
}
