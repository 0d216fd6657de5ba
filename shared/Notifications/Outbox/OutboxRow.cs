using System.Globalization;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Outbox;

/// <summary>
/// The row of a delivery in table Outbox: PartitionKey the night's day, RowKey person, channel and series. Columns State, Due, Attempts,
/// Unsure, Address, Subject, LastError, Created, Began, Accepted, Sent; Payload, or PayloadBlob with PayloadSha256.
/// </summary>
internal static class OutboxRow
{
    public static TableEntity Of(OutboxEntry entry) => new(entry.Key.PartitionKey, entry.Key.RowKey)
    {
        ["Person"] = entry.Key.Person,
        ["Channel"] = entry.Key.Channel.ToString().ToLowerInvariant(),
        ["Series"] = entry.Key.Series,
        ["Address"] = entry.Address,
        ["Subject"] = entry.Subject,
        ["State"] = entry.State.ToString().ToLowerInvariant(),
        ["Due"] = entry.Due,
        ["Attempts"] = entry.Attempts,
        ["Unsure"] = entry.Unsure,
        ["LastError"] = entry.LastError,
        ["Created"] = entry.Created,
        ["Began"] = entry.Began == default ? null : entry.Began,
        ["Accepted"] = entry.Accepted,
        ["Sent"] = entry.Sent,
        ["Payload"] = entry.Payload.Inline,
        ["PayloadBlob"] = entry.Payload.Blob,
        ["PayloadSha256"] = entry.Payload.Sha256,
    };

    public static OutboxEntry Entry(TableEntity row) => new()
    {
        Key = new DeliveryKey(
            DateOnly.ParseExact(row.PartitionKey, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Required(row, "Person"),
            Enum.Parse<Channel>(Required(row, "Channel"), ignoreCase: true),
            Required(row, "Series")),
        Address = row.GetString("Address"),
        Subject = Required(row, "Subject"),
        State = Enum.Parse<DeliveryState>(Required(row, "State"), ignoreCase: true),
        Due = row.GetDateTimeOffset("Due") ?? default,
        Attempts = row.GetInt32("Attempts") ?? 0,
        Unsure = row.GetInt32("Unsure") ?? 0,
        LastError = row.GetString("LastError"),
        Created = row.GetDateTimeOffset("Created") ?? default,
        Began = row.GetDateTimeOffset("Began") ?? default,
        Accepted = row.GetDateTimeOffset("Accepted"),
        Sent = row.GetDateTimeOffset("Sent"),
        Payload = new PayloadReference(row.GetString("Payload"), row.GetString("PayloadBlob"), row.GetString("PayloadSha256")),
        ETag = row.ETag,
    };

    private static string Required(TableEntity row, string name) =>
        row.GetString(name) ?? throw new InvalidDataException($"The row {row.PartitionKey} {row.RowKey} of table Outbox has no {name}.");
}
