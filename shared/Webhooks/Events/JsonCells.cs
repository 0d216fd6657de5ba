using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmServerless.Webhooks.Events;

/// <summary>Json objects as named texts, as a file of the vendor would hold them.</summary>
internal static partial class JsonCells
{
    private const string Separator = ";";

    /// <summary>
    /// The object's properties: numbers as written, lists joined by `;`, an object (a lookup of `{"id": …, "name": …}`) as `key.id`, … and its name under the
    /// key itself.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(JsonElement properties)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                yield return new(property.Name, Text(property.Value));
                continue;
            }

            foreach (var part in property.Value.EnumerateObject())
                yield return new(part.Name == "name" ? property.Name : $"{property.Name}.{part.Name}", Text(part.Value));
        }
    }

    /// <summary>A value as text; null for null and for objects, which have none.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => string.Join(Separator, value.EnumerateArray().Select(Text)),
        _ => null,
    };

    /// <summary>The text of a property; null when it is absent.</summary>
    public static string? Find(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>A time in milliseconds since 1970; null when there is no such number.</summary>
    public static DateTimeOffset? Milliseconds(JsonElement properties, string name) =>
        long.TryParse(Find(properties, name), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    /// <summary>A time as Microsoft's json writes it, `/Date(1489132800000-0800)/`: milliseconds since 1970, UTC; the offset is for show. Null when there is none.</summary>
    public static DateTimeOffset? MicrosoftDate(JsonElement properties, string name) =>
        MicrosoftDatePattern().Match(Find(properties, name) ?? string.Empty) is { Success: true } match
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(@"^/Date\(([0-9]{1,14})([+-][0-9]{4})?\)/$")]
    private static partial Regex MicrosoftDatePattern();
}
