using System.Text.Json.Serialization;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Alerts.Storage;

/// <summary>
/// Everything a night decided, written down before any of it is done. Whoever finds a committed plan that is not done carries it out to the
/// end; every step may be repeated. So a crash at any point neither loses nor doubles a message, and what was told is what the states say was told.
/// </summary>
/// <param name="Number">Counts the plans of this business, from 1.</param>
/// <param name="Day">The night's day.</param>
/// <param name="RunId">The run that computed it.</param>
/// <param name="Deliveries">What is to be sent.</param>
/// <param name="States">The alerts' states from now on.</param>
/// <param name="Told">What is told to whom.</param>
public sealed record NightPlan(
    long Number, DateOnly Day, string RunId, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<PlannedState> States, IReadOnlyList<ToldEntry> Told)
{
    /// <summary>Whether carrying it out would change nothing.</summary>
    [JsonIgnore]
    public bool IsEmpty => Deliveries.Count == 0 && States.Count == 0 && Told.Count == 0;
}

/// <summary>An alert's state from now on.</summary>
/// <param name="Key">Whose.</param>
/// <param name="State">The state.</param>
public sealed record PlannedState(AlertKey Key, AlertState State);

/// <summary>Something that is told.</summary>
/// <param name="Key">Of which alert.</param>
/// <param name="Day">Of which day.</param>
/// <param name="Reason">The transition.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">The first line, as told.</param>
/// <param name="To">Whom, and how.</param>
public sealed record ToldEntry(AlertKey Key, DateOnly Day, Reason Reason, Severity Severity, string Text, IReadOnlyList<Recipient> To);

/// <summary>A person and a way to reach them.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Channel">The way.</param>
public sealed record Recipient(string Person, Channel Channel);
