using System.Net;
using System.Text;
using System.Text.Json;

namespace CrmServerless.Receivers;

/// <summary>
/// What a Teams workflow that starts "when a Teams webhook request is received" does with a body. From Microsoft's reference of the Teams
/// connector: type and attachments are required, in each attachment contentType, contentUrl (always null) and content. A caller is answered
/// 202 when the flow has started; what the flow then cannot post it does not hear of.
/// </summary>
internal static class TeamsFlow
{
    /// <summary>Teams takes messages of about 28 KB.</summary>
    private const int LargestMessage = 28 * 1024;

    private static readonly Version NewestCard = new(1, 5);

    /// <summary>The answer, and why no card would appear (null if one would).</summary>
    public static (HttpStatusCode Status, string? Problem) Judge(string body)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            var refusal = TriggerRefusal(message.RootElement);
            return refusal is not null ? (HttpStatusCode.BadRequest, refusal) : (HttpStatusCode.Accepted, PostingProblem(message.RootElement, body));
        }
        catch (JsonException e)
        {
            return (HttpStatusCode.BadRequest, $"not JSON: {e.Message}");
        }
    }

    private static string? TriggerRefusal(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) return "the body is no object";
        if (Text(message, "type") is null) return "type is missing";
        return message.TryGetProperty("attachments", out var list) && list.ValueKind == JsonValueKind.Array ? null : "attachments is missing";
    }

    private static string? PostingProblem(JsonElement message, string body)
    {
        var size = Encoding.UTF8.GetByteCount(body);
        if (size > LargestMessage) return $"the message has {size} bytes, Teams takes {LargestMessage}";
        if (Text(message, "type") != "message") return "type is not message";
        var attachments = message.GetProperty("attachments");
        if (attachments.GetArrayLength() == 0) return "there is no attachment";
        return attachments.EnumerateArray().Select(AttachmentProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? AttachmentProblem(JsonElement attachment)
    {
        if (Text(attachment, "contentType") != "application/vnd.microsoft.card.adaptive") return "contentType is not that of an adaptive card";
        if (!attachment.TryGetProperty("contentUrl", out var url) || url.ValueKind != JsonValueKind.Null) return "contentUrl is not null";
        if (!attachment.TryGetProperty("content", out var card) || Text(card, "type") != "AdaptiveCard") return "content is no AdaptiveCard";
        return Version.TryParse(Text(card, "version"), out var version) && version <= NewestCard ? null : $"version is not a number up to {NewestCard}";
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
