using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// Writes an entity as 'Payload format for Table service operations' (section 'Property types in a JSON feed') wants it: types that JSON does
/// not tell apart get an odata.type annotation, 64-bit integers are text. Properties that are null are sent as null, which the service ignores.
/// </summary>
internal static class EntityWriter
{
    /// <summary>The body of a request that stores <paramref name="entity"/>.</summary>
    /// <exception cref="NotSupportedException">A property has a type that tables do not have.</exception>
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in PropertiesOf(entity)) WriteProperty(json, name, value);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static IEnumerable<KeyValuePair<string, object?>> PropertiesOf(ITableEntity entity) => entity is IDictionary<string, object?> dictionary
        ? dictionary.Where(property => property.Key is not (SystemProperties.ETag or SystemProperties.Timestamp))
        : ModelBinder.Of(entity.GetType()).Read(entity);

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        if (EdmTypeOf(value) is { } type) json.WriteString(name + SystemProperties.TypeSuffix, type);
        json.WritePropertyName(name);
        WriteValue(json, value);
    }

    private static string? EdmTypeOf(object? value) => value switch
    {
        byte[] or BinaryData => EdmType.Binary,
        DateTime or DateTimeOffset => EdmType.DateTime,
        double => EdmType.Double,
        Guid => EdmType.Guid,
        long => EdmType.Int64,
        _ => null,
    };

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            // NaN, Infinity and -Infinity are text, as the page says of Edm.Double.
            case double number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case long number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case Guid guid: json.WriteStringValue(guid); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BinaryData bytes: json.WriteBase64StringValue(bytes.ToMemory().Span); break;
            case DateTimeOffset moment: json.WriteStringValue(EdmType.Format(moment.UtcDateTime)); break;
            case DateTime { Kind: DateTimeKind.Utc } moment: json.WriteStringValue(EdmType.Format(moment)); break;
            case DateTime moment: throw new NotSupportedException($"DateTime {moment:o} has a Kind of {moment.Kind}. Tables keep times in UTC.");
            case Enum: throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.");
            default: throw new NotSupportedException($"A table has no properties of type {value.GetType()}.");
        }
    }
}
