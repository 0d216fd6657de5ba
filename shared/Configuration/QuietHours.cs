namespace CrmServerless.Configuration;

/// <summary>When nobody is disturbed: messages wait until it ends. In the business time zone.</summary>
public sealed record QuietHours
{
    /// <summary>The local time it begins each day; with <see cref="To"/> earlier it lasts past midnight; equal to <see cref="To"/>: no hours, only <see cref="Days"/>.</summary>
    public TimeOnly From { get; init; }

    /// <summary>The local time it ends.</summary>
    public TimeOnly To { get; init; }

    /// <summary>Weekdays that are quiet from midnight to midnight.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Whether a critical alert is sent all the same; default true.</summary>
    public bool CriticalPasses { get; init; } = true;
}
