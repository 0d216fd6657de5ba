using System.Text.Json;
using CrmServerless.Webhooks.Schemes;

namespace CrmServerless.Webhooks.Events;

/// <summary>Reads bodies of json; what was stored was sound, yet nothing here trusts that.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MostDepth };

    /// <summary>The events of each object of the body, which is one or an array of them.</summary>
    public static IEnumerable<PatchEvent> Read(string body, Func<JsonElement, IEnumerable<PatchEvent>> read)
    {
        using var json = Parse(body);
        if (json is null)
            return [PatchEvent.Unusable(body, "the body is no sound json")];

        IEnumerable<JsonElement> items = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray() : [json.RootElement];
        return [.. items.SelectMany(item => Events(item, read))];
    }

    private static IEnumerable<PatchEvent> Events(JsonElement item, Func<JsonElement, IEnumerable<PatchEvent>> read)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return [PatchEvent.Unusable(item.GetRawText(), "expected an object")];

        try
        {
            return [.. read(item)];
        }
        catch (InvalidOperationException)
        {
            // A text of half a surrogate pair, or something else in the place of a text or object.
            return [PatchEvent.Unusable(item.GetRawText(), "a property is not of the kind that the vendor documents")];
        }
    }

    private static JsonDocument? Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
