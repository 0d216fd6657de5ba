using CrmServerless.Alerts.Quieting;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts;

/// <summary>What is so, whether anybody was told or not.</summary>
/// <param name="Status">Where the alert stands.</param>
/// <param name="Severity">Of the newest judged value; None unless pending or open.</param>
/// <param name="Since">The first day of the run of worse days; null unless pending, open or recovering.</param>
/// <param name="Days">Days in a row: worse ones while pending or open, recovered ones while recovering.</param>
/// <param name="Silent">Days in a row without value or without fresh data; above 0 exactly in <see cref="AlertStatus.NoData"/> and <see cref="AlertStatus.Stale"/>.</param>
/// <param name="Beneath">The status to return to when data is back; equal to <paramref name="Status"/> while it isn't away.</param>
public sealed record Condition(AlertStatus Status, Severity Severity, DateOnly? Since, int Days, int Silent, AlertStatus Beneath)
{
    /// <summary>Not worse, data there.</summary>
    public static Condition Fine { get; } = new(AlertStatus.Ok, Severity.None, null, 0, 0, AlertStatus.Ok);
}

/// <summary>What the manager last heard.</summary>
/// <param name="Severity">The worst severity told of the alert that is open for him; None when none is.</param>
/// <param name="Day">The day that last told of it; null when none is open for him.</param>
/// <param name="DataStopped">Whether he was told that data stopped, and not yet that it is back.</param>
public sealed record Told(Severity Severity, DateOnly? Day, bool DataStopped)
{
    /// <summary>Nothing that he would want an end of.</summary>
    public static Told Nothing { get; } = new(Severity.None, null, false);
}

/// <summary>The alert of one rule, segment and window.</summary>
/// <param name="Day">The newest day judged.</param>
/// <param name="Condition">As it is after that day.</param>
/// <param name="Before">As it was before that day: what judging the same day again starts from, so that a day never counts twice.</param>
/// <param name="Told">What the manager last heard.</param>
/// <param name="Quiet">The quiet overlay, or null.</param>
public sealed record AlertState(DateOnly Day, Condition Condition, Condition? Before, Told Told, Quiet? Quiet = null);
