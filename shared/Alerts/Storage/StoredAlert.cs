using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace CrmServerless.Alerts.Storage;

/// <summary>An alert's state as it is stored.</summary>
/// <param name="Key">Whose.</param>
/// <param name="State">The state.</param>
/// <param name="Plan">The number of the plan that wrote it: an older plan must not overwrite it.</param>
/// <param name="ETag">Of the row.</param>
public sealed record StoredAlert(AlertKey Key, AlertState State, long Plan, ETag ETag)
{
    /// <summary>
    /// The row in table Alerts: PartitionKey rule, RowKey segment and window. Column State is the whole as json; Status, Severity, Day and Since are
    /// there for people and reports.
    /// </summary>
    internal TableEntity Row() => new(Key.PartitionKey, Key.RowKey)
    {
        ["Rule"] = Key.Rule,
        ["Segment"] = Key.Segment,
        ["Window"] = Key.Window,
        ["Status"] = State.Condition.Status.ToString().ToLowerInvariant(),
        ["Severity"] = State.Condition.Severity.ToString().ToLowerInvariant(),
        ["Day"] = Text(State.Day),
        ["Since"] = State.Condition.Since is { } since ? Text(since) : null,
        ["State"] = JsonSerializer.Serialize(State, AlertJson.Options),
        ["Plan"] = Plan,
    };

    internal static StoredAlert Of(TableEntity row) => new(
        new AlertKey(Required(row, "Rule"), Required(row, "Segment"), row.GetInt32("Window") ?? 0),
        JsonSerializer.Deserialize<AlertState>(Required(row, "State"), AlertJson.Options) ?? throw Broken(row, "State"),
        row.GetInt64("Plan") ?? 0,
        row.ETag);

    private static string Required(TableEntity row, string name) => row.GetString(name) ?? throw Broken(row, name);

    private static InvalidDataException Broken(TableEntity row, string name) => new($"The row {row.PartitionKey} {row.RowKey} of table Alerts has no {name}.");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
