using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// Reads entities from an answer with minimal metadata ('Payload format for Table service operations'): what carries an odata.type annotation
/// gets that type, other numbers are 32-bit integers, or 64-bit, or else doubles.
/// </summary>
internal static class EntityReader
{
    /// <summary>The entity of a 'Query Entities' answer by key.</summary>
    public static T Read<T>(BinaryData content)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(content);
        return Read<T>(document.RootElement);
    }

    /// <summary>The entities of one page of a 'Query Entities' answer.</summary>
    public static IReadOnlyList<T> ReadPage<T>(BinaryData content)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read<T>)];
    }

    private static T Read<T>(JsonElement json)
        where T : class, ITableEntity
    {
        var properties = ReadProperties(json);
        return typeof(T) == typeof(TableEntity) ? (T)(object)new TableEntity(properties) : ModelBinder.Of(typeof(T)).Create<T>(properties);
    }

    private static Dictionary<string, object?> ReadProperties(JsonElement json)
    {
        var properties = new Dictionary<string, object?>();
        foreach (var property in json.EnumerateObject().Where(property => !IsAnnotation(property.Name)))
        {
            var type = json.TryGetProperty(property.Name + SystemProperties.TypeSuffix, out var annotation) ? annotation.GetString() : null;
            properties[property.Name] = ReadValue(property.Name, property.Value, type);
        }

        return properties;
    }

    private static bool IsAnnotation(string name) =>
        name == SystemProperties.Metadata || name.EndsWith(SystemProperties.TypeSuffix, StringComparison.Ordinal);

    private static object? ReadValue(string name, JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, EdmType.Double) => value.GetDouble(),
        (JsonValueKind.Number, null) => ReadNumber(value),
        (JsonValueKind.String, EdmType.Binary) => value.GetBytesFromBase64(),
        (JsonValueKind.String, EdmType.DateTime) => EdmType.ParseDateTime(value.GetString()!),
        (JsonValueKind.String, EdmType.Double) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, EdmType.Guid) => value.GetGuid(),
        (JsonValueKind.String, EdmType.Int64) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, null) when name == SystemProperties.Timestamp => EdmType.ParseDateTime(value.GetString()!),
        (JsonValueKind.String, null) => value.GetString(),
        _ => throw new NotSupportedException($"The property '{name}' is a {value.ValueKind} of type {type}."),
    };

    private static object ReadNumber(JsonElement value)
    {
        if (value.TryGetInt32(out var number)) return number;
        return value.TryGetInt64(out var large) ? large : value.GetDouble();
    }
}
