using System.Text.Json;

namespace CrmServerless.Cli.Demo;

/// <summary>The words of an Adaptive Card in the order in which Teams shows them.</summary>
internal static class CardText
{
    /// <summary>One line for each text and fact.</summary>
    public static string Of(string message)
    {
        using var json = JsonDocument.Parse(message);
        return string.Join('\n', Lines(json.RootElement));
    }

    private static IEnumerable<string> Lines(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Lines),
        JsonValueKind.Object => OwnLines(element).Concat(element.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).SelectMany(p => Lines(p.Value))),
        _ => [],
    };

    private static IEnumerable<string> OwnLines(JsonElement element)
    {
        if (Text(element, "title") is { } title && Text(element, "value") is { } value)
        {
            return [$"{title}: {value}"];
        }

        return Text(element, "text") is { } text ? [text] : [];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
