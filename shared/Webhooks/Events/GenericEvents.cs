using System.Globalization;
using System.Text.Json;
using CrmServerless.Records;

namespace CrmServerless.Webhooks.Events;

/// <summary>
/// Canonical deliveries in the form that Standard Webhooks recommends: `{"type": "deals.updated", "timestamp": "2026-11-01T10:00:00Z", "data": {…}}`. The type is an entity of the
/// canonical import and what happened: `deleted` means deleted, `merged` that data names `merged_into`, anything else that data holds the columns that
/// changed. Data is an object or an array of them; the body may be an array of messages.
/// </summary>
internal sealed class GenericEvents : IEventReader
{
    /// <inheritdoc/>
    public IEnumerable<PatchEvent> Read(string body) => JsonBody.Read(body, Message);

    private static IEnumerable<PatchEvent> Message(JsonElement message)
    {
        var type = JsonCells.Find(message, "type") ?? string.Empty;
        if (type.Split('.') is not [var name, var verb] || EntityOf(name) is not { } entity)
            return [PatchEvent.Unusable(message.GetRawText(), "type: expected an entity and what happened, e.g. deals.updated")];
        if (!message.TryGetProperty("data", out var data) || data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return [PatchEvent.Unusable(message.GetRawText(), "data: expected an object with the entity's columns, or an array of them")];

        var stamp = JsonCells.Find(message, "timestamp");
        var at = TimeOf(stamp);
        if (stamp is not null && at is null)
            return [PatchEvent.Unusable(message.GetRawText(), "timestamp: expected ISO 8601 with an offset or Z")];

        IEnumerable<JsonElement> rows = data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : [data];
        return rows.Select(row => Row(entity, verb, row, at));
    }

    private static PatchEvent Row(EntitySchema entity, string verb, JsonElement row, DateTimeOffset? at) => row.ValueKind != JsonValueKind.Object
        ? PatchEvent.Unusable(row.GetRawText(), "data: expected an object with the entity's columns")
        : new PatchEvent
        {
            Object = entity.Name,
            Fields = [.. JsonCells.Of(row)],
            At = at,
            Stated = verb is "deleted" or "merged" ? [("deleted_at", EventFields.Moment)] : [],
            Raw = row.GetRawText(),
        };

    private static EntitySchema? EntityOf(string name) => Entities.Find(name) ?? Entities.Find(name + "s");

    private static DateTimeOffset? TimeOf(string? text) =>
        text is not null && text.Length > 10 && (text[^1] is 'Z' or 'z' || text.AsSpan(10).ContainsAny('+', '-'))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
