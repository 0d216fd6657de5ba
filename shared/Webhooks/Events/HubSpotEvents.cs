using System.Text.Json;
using CrmServerless.Records;

namespace CrmServerless.Webhooks.Events;

/// <summary>
/// HubSpot's subscriptions (developers.hubspot.com/docs, 'Webhooks API'): an array of events with `subscriptionType` `deal.propertyChange`, or `object.propertyChange`
/// with `objectTypeId` `0-3`, and `occurredAt` in milliseconds. A creation names the record and nothing else.
/// </summary>
internal sealed class HubSpotEvents : IEventReader
{
    private const string Id = "hs_object_id";

    private static readonly string[] OfCompanies = ["CONTACT", "DEAL", "TICKET"];

    /// <inheritdoc/>
    public IEnumerable<PatchEvent> Read(string body) => JsonBody.Read(body, Event);

    private static IEnumerable<PatchEvent> Event(JsonElement item)
    {
        var type = (JsonCells.Find(item, "subscriptionType") ?? string.Empty).Split('.');
        if (type is not [var name, var verb] || JsonCells.Milliseconds(item, "occurredAt") is not { } at)
            return [PatchEvent.Unusable(item.GetRawText(), "expected subscriptionType, e.g. deal.propertyChange, and occurredAt in milliseconds")];

        var target = new Target(name == "object" ? JsonCells.Find(item, "objectTypeId") ?? name : name, at, item);
        return verb switch
        {
            "creation" => [target.Patch(target.Id)],
            "propertyChange" => PropertyChange(target),
            "deletion" => [target.Patch(target.Id, ("deleted_at", EventFields.Moment))],
            "privacyDeletion" => [target.Patch(target.Id, ("deleted_at", EventFields.Moment), ("email", FieldValue.Empty), ("name", FieldValue.Empty))],
            "restore" => [target.Patch(target.Id, ("deleted_at", FieldValue.Empty))],
            "merge" => Merge(target),
            "associationChange" => [Association(target)],
            _ => [PatchEvent.Unusable(item.GetRawText(), $"no record changes by '{verb}'")],
        };
    }

    /// <summary>A property that HubSpot calls sensitive changes the record, but its value isn't kept.</summary>
    private static IEnumerable<PatchEvent> PropertyChange(Target target) => JsonCells.Find(target.Item, "propertyName") is { Length: > 0 } property
        ? JsonCells.Find(target.Item, "isSensitive") == "true" ? [target.Patch(target.Id)] : [target.Patch(target.Id) with { Fields = [EventFields.Of(Id, target.Id), EventFields.Of(property, JsonCells.Find(target.Item, "propertyValue"))], IsPartial = true }]
        : [PatchEvent.Unusable(target.Item.GetRawText(), "expected propertyName")];

    /// <summary>The survivor is the new record where a merge makes one; all others were merged into it.</summary>
    private static IEnumerable<PatchEvent> Merge(Target target)
    {
        var primary = JsonCells.Find(target.Item, "primaryObjectId");
        var survivor = JsonCells.Find(target.Item, "newObjectId") ?? primary;
        if (survivor is null || !target.Item.TryGetProperty("mergedObjectIds", out var merged) || merged.ValueKind != JsonValueKind.Array)
            return [PatchEvent.Unusable(target.Item.GetRawText(), "expected primaryObjectId and mergedObjectIds")];

        var gone = merged.EnumerateArray().Select(JsonCells.Text).Append(primary).Distinct().Where(id => id is not null && id != survivor);
        var isOfCustomers = target.Object is "company" or "0-2";
        return gone.Select(id => isOfCustomers
            ? target.Patch(id, ("deleted_at", EventFields.Moment), ("merged_into", FieldValue.OfText(survivor)))
            : target.Patch(id, ("deleted_at", EventFields.Moment)));
    }

    /// <summary>
    /// Links to a company, and of a ticket to its contact; told from either side. What was taken away counts just before its time, so that it
    /// can't undo the link that replaced it.
    /// </summary>
    private static PatchEvent Association(Target target)
    {
        var (from, to) = (JsonCells.Find(target.Item, "fromObjectId"), JsonCells.Find(target.Item, "toObjectId"));
        var ends = (JsonCells.Find(target.Item, "associationType") ?? string.Empty).Split("_TO_");
        if (ends is not [var first, var second] || from is null || to is null)
            return PatchEvent.Unusable(target.Item.GetRawText(), "expected associationType, e.g. DEAL_TO_COMPANY, fromObjectId and toObjectId");
        if (JsonCells.Find(target.Item, "isPrimaryAssociation") == "false")
            return PatchEvent.Unusable(target.Item.GetRawText(), "only the primary company is the record's customer");

        var isRemoved = JsonCells.Find(target.Item, "associationRemoved") == "true";
        return Link(target, first, from, second, to, isRemoved) ?? Link(target, second, to, first, from, isRemoved)
            ?? PatchEvent.Unusable(target.Item.GetRawText(), $"a link {first} to {second} is none of the records'");
    }

    private static PatchEvent? Link(Target target, string child, string childId, string parent, string parentId, bool isRemoved)
    {
        var field = parent == "COMPANY" && OfCompanies.Contains(child) ? "customer_id" : (child, parent) is ("TICKET", "CONTACT") ? "contact_id" : null;
        if (field is null)
            return null;

        var linked = target with { Object = child.ToLowerInvariant() };
        return linked.Patch(childId, (field, isRemoved ? FieldValue.Empty : FieldValue.OfText(parentId))) with { Before = isRemoved ? TimeSpan.FromTicks(1) : TimeSpan.Zero };
    }

    /// <summary>What an event is about.</summary>
    private sealed record Target(string Object, DateTimeOffset At, JsonElement Item)
    {
        public string? Id => JsonCells.Find(Item, "objectId");

        public PatchEvent Patch(string? id, params (string, FieldValue)[] stated) =>
            new() { Object = Object, At = At, Fields = [EventFields.Of(HubSpotEvents.Id, id)], Stated = stated, Raw = Item.GetRawText() };
    }
}
