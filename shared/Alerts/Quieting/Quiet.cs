namespace CrmServerless.Alerts.Quieting;

/// <summary>How an alert is quiet.</summary>
public enum QuietKind
{
    /// <summary>Nothing is told until an instant; then what is still so is told.</summary>
    Snoozed,

    /// <summary>Nothing is told until the KPI is well again; then that it is.</summary>
    UntilBetter,

    /// <summary>Somebody works on it: no reminders until it is well again, but that it got worse, or is over, is told.</summary>
    Acknowledged,
}

/// <summary>
/// Somebody wants to hear nothing, or less, of an alert for a while. It lies over the state and changes nothing in it: what is so is judged on, so that what is
/// still so afterwards is told then.
/// </summary>
public sealed record Quiet
{
    /// <summary>How.</summary>
    public required QuietKind Kind { get; init; }

    /// <summary>Who wants it: a person's id of managers.yaml, or whom the operator's tool names.</summary>
    public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Snoozed: up to this instant, exclusive; else null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Until better, acknowledged: the day since which the alert stood when it was asked for; null while it was only without data. A later breach is another matter and is told.</summary>
    public DateOnly? Episode { get; init; }

    /// <summary>In that person's words; may be empty.</summary>
    public string Why { get; init; } = string.Empty;

    /// <summary>Whether it keeps something from being told.</summary>
    public bool Silences(Reason reason, Condition condition, DateTimeOffset now) => Kind switch
    {
        QuietKind.Snoozed => now < Until,
        QuietKind.UntilBetter => IsSameEpisode(condition),
        _ => reason == Reason.Reminder && IsSameEpisode(condition),
    };

    /// <summary>Whether it still says anything.</summary>
    public bool IsInForce(Condition condition, DateTimeOffset now) => Kind == QuietKind.Snoozed ? now < Until : IsSameEpisode(condition);

    private bool IsSameEpisode(Condition condition) => Episode == condition.Since && (condition.Since is not null || condition.Silent > 0);
}
