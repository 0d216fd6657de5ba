using CrmServerless.Alerts.Storage;

namespace CrmServerless.Alerts.Quieting;

/// <summary>What somebody said of an alert.</summary>
/// <param name="Key">The alert.</param>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Text">The words.</param>
public sealed record AlertComment(AlertKey Key, string By, DateTimeOffset At, string Text);

/// <summary>Whether what was told of a night was of use to somebody; the last word counts.</summary>
/// <param name="Key">The alert.</param>
/// <param name="By">Who.</param>
/// <param name="Night">The day that was told of.</param>
/// <param name="IsUseful">Whether it was.</param>
public sealed record AlertVote(AlertKey Key, string By, DateOnly Night, bool IsUseful);
