using System.Text.Json;

namespace CrmServerless.Webhooks.Events;

/// <summary>
/// Zoho's notifications (zoho.com/crm/developer/docs/api/notifications): a module, an operation, ids, and, only for channels made with
/// `return_affected_field_values`, the values that changed. Without values they name records and tell nothing of them.
/// </summary>
internal sealed class ZohoEvents : IEventReader
{
    private const string Id = "Record Id";

    /// <inheritdoc/>
    public IEnumerable<PatchEvent> Read(string body) => JsonBody.Read(body, Notification);

    private static IEnumerable<PatchEvent> Notification(JsonElement item)
    {
        var (module, operation) = (JsonCells.Find(item, "module"), JsonCells.Find(item, "operation"));
        if (module is null || operation is null || !item.TryGetProperty("ids", out var ids) || ids.ValueKind != JsonValueKind.Array)
            return [PatchEvent.Unusable(item.GetRawText(), "expected module, operation and ids")];
        if (operation is not ("insert" or "create" or "update" or "edit" or "delete"))
            return [PatchEvent.Unusable(item.GetRawText(), "operation: expected insert, update or delete")];

        var values = ValuesById(item);
        return ids.EnumerateArray().Select(JsonCells.Text).Select(id => new PatchEvent
        {
            Object = module,
            At = JsonCells.Milliseconds(item, "server_time"),
            Fields = [EventFields.Of(Id, id), .. values.GetValueOrDefault(id ?? string.Empty, [])],
            IsPartial = true,
            Stated = operation == "delete" ? [("deleted_at", EventFields.Moment)] : [],
            Raw = item.GetRawText(),
        });
    }

    private static Dictionary<string, List<KeyValuePair<string, string?>>> ValuesById(JsonElement item)
    {
        var values = new Dictionary<string, List<KeyValuePair<string, string?>>>(StringComparer.Ordinal);
        if (!item.TryGetProperty("affected_values", out var affected) || affected.ValueKind != JsonValueKind.Array)
            return values;

        foreach (var record in affected.EnumerateArray())
        {
            if (JsonCells.Find(record, "record_id") is { } id && record.TryGetProperty("values", out var changed) && changed.ValueKind == JsonValueKind.Object)
                values[id] = [.. JsonCells.Of(changed)];
        }

        return values;
    }
}
