namespace CrmServerless.Notifications.Outbox;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>To be sent when it is due.</summary>
    Pending,

    /// <summary>Claimed by a dispatcher; once the claim has expired, another may take it over.</summary>
    Sending,

    /// <summary>Taken by a service that will say later what became of it; asked when it is due, never sent again.</summary>
    Accepted,

    /// <summary>Taken by the receiving server.</summary>
    Sent,

    /// <summary>Given up: refused for good, or tried too often.</summary>
    Dead,

    /// <summary>There is no address to send it to.</summary>
    Undeliverable,
}

/// <summary>A delivery in the outbox.</summary>
public sealed record OutboxEntry
{
    /// <summary>Its name.</summary>
    public required DeliveryKey Key { get; init; }

    /// <summary>The e-mail address, or the name of the secret that holds the webhook's URL.</summary>
    public string? Address { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>When it may be sent next; while it is being sent, when the claim expires; once accepted, when to ask again.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>How often it was not known whether a try had succeeded: a dispatcher died over it, or the server never answered.</summary>
    public int Unsure { get; init; }

    /// <summary>When the present try began, or an earlier one of which it is a repeat (<see cref="RetrySchedule.SameRequest"/>).</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>When a service took it that says later what became of it; null before.</summary>
    public DateTimeOffset? Accepted { get; init; }

    /// <summary>Why the last try failed; null when none did.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was put into the outbox.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was sent; null before.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>Whether something is still to be done to deliver it.</summary>
    public bool IsOpen => State is DeliveryState.Pending or DeliveryState.Sending or DeliveryState.Accepted;

    internal PayloadReference Payload { get; init; } = PayloadReference.None;

    internal Azure.ETag ETag { get; init; }
}

/// <summary>Where the content of a delivery is: in the row, or in a blob with its SHA-256.</summary>
/// <param name="Inline">The content as json; null: it is in a blob.</param>
/// <param name="Blob">The blob's name in crm-notifications; null: it is in the row.</param>
/// <param name="Sha256">The blob's SHA-256, lower-case hexadecimal.</param>
internal sealed record PayloadReference(string? Inline, string? Blob, string? Sha256)
{
    public static PayloadReference None { get; } = new(null, null, null);
}
