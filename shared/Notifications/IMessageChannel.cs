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

/// <summary>What became of sending.</summary>
public abstract record SendOutcome
{
    /// <summary>The receiving server took it.</summary>
    public sealed record Sent : SendOutcome;

    /// <summary>It was not taken, and may be later.</summary>
    /// <param name="Why">For the operator; no secrets, no personal data.</param>
    /// <param name="RetryAfter">What the server asks for; null when it doesn't.</param>
    public sealed record Transient(string Why, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>It was refused for good: trying again changes nothing.</summary>
    /// <param name="Why">For the operator; no secrets, no personal data.</param>
    public sealed record Permanent(string Why) : SendOutcome;

    /// <summary>It was handed over, but no answer came: it may have been taken.</summary>
    /// <param name="Why">For the operator; no secrets, no personal data.</param>
    public sealed record Unsure(string Why) : SendOutcome;
}
