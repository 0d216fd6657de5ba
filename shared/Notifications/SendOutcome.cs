namespace CrmServerless.Notifications;

/// <summary>What became of sending.</summary>
public abstract record SendOutcome
{
    /// <summary>The receiving server took it.</summary>
    public sealed record Sent : SendOutcome;

    /// <summary>A service took it, and will say later what became of it.</summary>
    /// <param name="AskAfter">When it wants to be asked; null when it doesn't say.</param>
    public sealed record Accepted(TimeSpan? AskAfter = null) : SendOutcome;

    /// <summary>It was not tried: its turn has not come.</summary>
    /// <param name="Wait">Until it may be tried.</param>
    public sealed record Deferred(TimeSpan Wait) : SendOutcome;

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
