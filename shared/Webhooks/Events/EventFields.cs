using CrmServerless.Records;

namespace CrmServerless.Webhooks.Events;

/// <summary>Values that events state without naming them.</summary>
internal static class EventFields
{
    /// <summary>Stands for the event's own time, which is known only when it is put beside the row's.</summary>
    public static FieldValue Moment { get; } = FieldValue.OfBoolean(true);

    /// <summary>A field with its text.</summary>
    public static KeyValuePair<string, string?> Of(string name, string? text) => new(name, text);
}
