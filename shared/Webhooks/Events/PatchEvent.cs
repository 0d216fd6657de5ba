using CrmServerless.Records;

namespace CrmServerless.Webhooks.Events;

/// <summary>What one event of a delivery says of one record.</summary>
internal sealed record PatchEvent
{
    /// <summary>What the vendor calls its object: deal, Opportunity, Deals; of generic deliveries the canonical entity.</summary>
    public required string Object { get; init; }

    /// <summary>The vendor's field names with their texts, the id's among them. What isn't named stays as it was; null clears.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Fields { get; init; }

    /// <summary>When it happened, as the event states; null: when it came in. A row's own modified_at goes before.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// True when the event tells single values and not the record's state: then a mapped field that comes out empty of filled texts says
    /// nothing (a flag `is won` that isn't set says nothing of being lost), instead of clearing.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>Canonical values that no field of the vendor's states: deleted_at, merged_into, customer_id. An entity that lacks the field can't take the event.</summary>
    public IReadOnlyList<(string Field, FieldValue Value)> Stated { get; init; } = [];

    /// <summary>How far before its time it counts: a tie breaker for events of the same moment that must not undo each other.</summary>
    public TimeSpan Before { get; init; }

    /// <summary>The event as it came, for the rejects file.</summary>
    public required string Raw { get; init; }

    /// <summary>Why it can't be used, or null. Holds no values.</summary>
    public string? Problem { get; init; }

    /// <summary>An event that can't be used.</summary>
    public static PatchEvent Unusable(string raw, string problem) => new() { Object = string.Empty, Fields = [], Raw = raw, Problem = problem };
}

/// <summary>Takes the body of a vendor's delivery apart.</summary>
internal interface IEventReader
{
    /// <summary>Its events in their order; an unsound part is an unusable event.</summary>
    IEnumerable<PatchEvent> Read(string body);
}
