using CrmServerless.Notifications.Outbox;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Sends what waits in the outbox and is due.</summary>
public sealed class OutboxFunction(OutboxDispatcher outbox)
{
    /// <summary>Every minute.</summary>
    [Function("Outbox")]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => outbox.DispatchDueAsync(cancellationToken);
}
