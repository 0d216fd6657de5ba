using System.Text;
using System.Xml.Linq;
using CrmServerless.Webhooks.Schemes;

namespace CrmServerless.Webhooks.Events;

/// <summary>
/// Salesforce's outbound messages: each notification holds the fields of one record that the message was set up with, as the record is at
/// that time. They come at least once and in any order, so LastModifiedDate or SystemModstamp must be among the fields.
/// </summary>
internal sealed class SalesforceEvents : IEventReader
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <inheritdoc/>
    public IEnumerable<PatchEvent> Read(string body) => SafeXml.Read(Encoding.UTF8.GetBytes(body)) is { } message
        ? message.Descendants(SalesforceScheme.Outbound + "Notification").Select(Event)
        : [PatchEvent.Unusable(body, "the body is no sound xml")];

    private static PatchEvent Event(XElement notification)
    {
        var raw = notification.ToString(SaveOptions.DisableFormatting);
        if (notification.Element(SalesforceScheme.Outbound + "sObject") is not { } record || record.Attribute(Instance + "type")?.Value is not { Length: > 0 } type)
            return PatchEvent.Unusable(raw, "expected sObject with its type");

        return new PatchEvent
        {
            Object = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..],
            Fields = [.. record.Elements().Where(field => !field.HasElements).Select(field => EventFields.Of(field.Name.LocalName, field.Value))],
            Raw = raw,
        };
    }
}
