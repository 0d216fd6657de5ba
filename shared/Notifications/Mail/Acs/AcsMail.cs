using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>A mail as `POST /emails:send` takes it (version 2025-09-01). The same delivery is always the same bytes.</summary>
internal static class AcsMail
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The body of the request.</summary>
    public static byte[] Body(DeliveryKey key, MailContent content, string from, string to)
    {
        var headers = MailHeaders.Of(key, from[(from.LastIndexOf('@') + 1)..]);
        return JsonSerializer.SerializeToUtf8Bytes(
            new Message(
                // Without it the service replaces an id that it doesn't like, or has seen, and sends all the same.
                new Dictionary<string, string>(headers) { ["x-ms-acsemail-validate-message-id"] = "true" },
                from,
                new Content(content.Subject, content.Text, content.Html),
                new Recipients([new Address(to)]),
                content.Images.Count == 0 ? null : [.. content.Images.Select(image => new Attachment($"{image.Id}.png", MediaTypeNames.Image.Png, image.Png, image.Id))],
                // No counting pixels, no rewritten links.
                UserEngagementTrackingDisabled: true),
            Format);
    }

    private sealed record Message(IReadOnlyDictionary<string, string> Headers, string SenderAddress, Content Content, Recipients Recipients, IReadOnlyList<Attachment>? Attachments, bool UserEngagementTrackingDisabled);

    private sealed record Content(string Subject, string PlainText, string Html);

    private sealed record Recipients(IReadOnlyList<Address> To);

    private sealed record Attachment(string Name, string ContentType, byte[] ContentInBase64, string ContentId);

    private sealed record Address([property: JsonPropertyName("address")] string Value);
}
