using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications;

/// <summary>A way to send deliveries.</summary>
public interface IMessageChannel
{
    /// <summary>Which one.</summary>
    Channel Channel { get; }

    /// <summary>
    /// Sends once. Everything that can go wrong on the way is an outcome, not an exception; only cancellation by the caller throws.
    /// A repeat carries the same Message-ID or idempotency key (<see cref="DeliveryKey.Fingerprint"/>).
    /// </summary>
    Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken);
}

/// <summary>A channel that can be asked what became of a delivery.</summary>
public interface IConfirmingChannel : IMessageChannel
{
    /// <summary>
    /// What became of the delivery, or null: the service knows nothing of it. Asking changes nothing. As with sending, only cancellation by the caller throws.
    /// </summary>
    Task<SendOutcome?> AskAsync(OutboxEntry entry, CancellationToken cancellationToken);
}
