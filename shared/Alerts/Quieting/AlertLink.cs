using CrmServerless.Alerts.Storage;

namespace CrmServerless.Alerts.Quieting;

/// <summary>What a link in a message stands for: an alert, told to a person of a night.</summary>
/// <param name="Key">The alert.</param>
/// <param name="Person">The person's id in managers.yaml.</param>
/// <param name="Night">The day that was told of.</param>
/// <param name="Expires">From then on the link opens nothing.</param>
public sealed record AlertLink(AlertKey Key, string Person, DateOnly Night, DateTimeOffset Expires);
