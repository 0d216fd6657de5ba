using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>Walks json without building anything of it.</summary>
internal static class JsonText
{
    /// <summary>Vendors nest a handful of levels; more is an attack on whoever reads it.</summary>
    public const int MostDepth = 32;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) => text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;

    /// <summary>True when the text is one sound json value of one of the given kinds, in UTF-8.</summary>
    public static bool IsSound(ReadOnlySpan<byte> text, params ReadOnlySpan<JsonTokenType> roots)
    {
        if (!Utf8.IsValid(text))
            return false;

        var reader = Reader(text);
        try
        {
            var isRoot = reader.Read() && roots.Contains(reader.TokenType);
            while (isRoot && reader.Read())
                continue;
            return isRoot;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// The text of a property of the outermost object, and where its value stands, quotes included. Null when the text is no sound object,
    /// or the property is absent, no text, or there twice.
    /// </summary>
    public static (string Value, Range Place)? FindText(ReadOnlySpan<byte> text, string property)
    {
        if (!Utf8.IsValid(text))
            return null;

        try
        {
            return Find(Reader(text), Encoding.UTF8.GetBytes(property));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Value, Range Place)? Find(Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        (string, Range)? found = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;

        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(property))
                continue;
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || found is not null)
                return null;
            found = (reader.GetString()!, (int)reader.TokenStartIndex..(int)reader.BytesConsumed);
        }

        return found;
    }

    private static Utf8JsonReader Reader(ReadOnlySpan<byte> text) => new(text, new JsonReaderOptions { MaxDepth = MostDepth });
}
