namespace CrmServerless.Notifications.Outbox;

/// <summary>When a failed delivery is tried again, and when it is given up.</summary>
public sealed record RetrySchedule
{
    /// <summary>So many tries fail before it is given up; at least 1. Default 10: with the delays below about a day.</summary>
    public int MostAttempts { get; init; } = 10;

    /// <summary>So many times may it be unknown whether a try succeeded: each repeat may be a double. Default 1.</summary>
    public int MostUnsure { get; init; } = 1;

    /// <summary>The delay after the first failure; it doubles with each.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest delay, also of what a server asks for.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a dispatcher may hold a delivery; longer than sending takes at most.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one try may take.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// For so long a repeat is the same request as the first. Azure Communication Services remembers requests for five minutes (Microsoft, 'Repeatable
    /// requests') and refuses older ones; clocks may differ by the rest.
    /// </summary>
    public TimeSpan SameRequest { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>The shortest and the longest time between two questions what became of an accepted delivery.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) Asking { get; init; } = (TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

    /// <summary>For so long an accepted delivery is asked about; then it is given up as one of which nobody knows.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromDays(1);

    /// <summary>When to ask about an accepted delivery: when the service says, else after as long as it was waited for already, within <see cref="Asking"/>.</summary>
    /// <param name="waited">Since it was accepted.</param>
    /// <param name="askAfter">The service's wish.</param>
    public TimeSpan AskAfter(TimeSpan waited, TimeSpan? askAfter)
    {
        var wanted = askAfter ?? waited;
        return wanted < Asking.Shortest ? Asking.Shortest : wanted > Asking.Longest ? Asking.Longest : wanted;
    }

    /// <summary>
    /// The delay after the failure number <paramref name="attempt"/>: the server's wish where it states one, else exponential; in either case up to a
    /// fifth more by chance, so that what failed together doesn't come back together.
    /// </summary>
    /// <param name="attempt">1 after the first.</param>
    /// <param name="retryAfter">The server's wish.</param>
    /// <param name="chance">0 up to 1.</param>
    public TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter, double chance)
    {
        var doubled = First * Math.Pow(2, Math.Min(attempt - 1, 30));
        var wanted = retryAfter ?? doubled;
        var bounded = wanted < Longest ? wanted : Longest;
        return bounded * (1 + chance / 5);
    }
}
