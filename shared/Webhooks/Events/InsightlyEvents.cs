using System.Text.Json;

namespace CrmServerless.Webhooks.Events;

/// <summary>
/// Insightly's webhooks (support.insight.ly, 'Webhooks'): `{"entity": {…}}`, the whole record by its API names. Nothing but the record's own id says what it is;
/// a record may also hold ids of what it is linked to, so the names are tried in an order in which the own one comes first.
/// </summary>
internal sealed class InsightlyEvents : IEventReader
{
    private static readonly (string Id, string Object)[] Objects =
    [
        ("TASK_ID", "Task"), ("EVENT_ID", "Event"), ("TICKET_ID", "Ticket"), ("PROJECT_ID", "Project"), ("OPPORTUNITY_ID", "Opportunity"), ("LEAD_ID", "Lead"),
        ("CONTACT_ID", "Contact"), ("ORGANISATION_ID", "Organisation"), ("ORGANIZATION_ID", "Organisation"), ("PRODUCT_ID", "Product"),
    ];

    /// <inheritdoc/>
    public IEnumerable<PatchEvent> Read(string body) => JsonBody.Read(body, Event);

    private static IEnumerable<PatchEvent> Event(JsonElement item)
    {
        if (!item.TryGetProperty("entity", out var entity) || entity.ValueKind != JsonValueKind.Object
            || Objects.FirstOrDefault(o => JsonCells.Find(entity, o.Id) is not null) is not { Id: not null } found)
        {
            return [PatchEvent.Unusable(item.GetRawText(), "expected entity with the record's id, e.g. OPPORTUNITY_ID")];
        }

        return
        [
            new PatchEvent
            {
                Object = found.Object,
                At = JsonCells.MicrosoftDate(entity, "DATE_UPDATED_UTC"),
                Fields = [EventFields.Of("Record ID", JsonCells.Find(entity, found.Id)), .. JsonCells.Of(entity)],
                Raw = item.GetRawText(),
            },
        ];
    }
}
