using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmServerless.Webhooks.Log;

/// <summary>
/// One authentic delivery as it is kept: a line of json, `{"at": when it came in, "vendor": whose scheme proved it, "id": the sender's name of it,
/// "body": its text}`. Holds no credential.
/// </summary>
/// <param name="At">When it came in; UTC.</param>
/// <param name="Vendor">The vendor.</param>
/// <param name="Id">The sender's own name of the delivery; null where the vendor gives none.</param>
/// <param name="Body">The body's text.</param>
public sealed record DeliveryLine(DateTimeOffset At, string Vendor, string? Id, string Body)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line in UTF-8 with its line feed.</summary>
    public static byte[] Write(DateTimeOffset at, string vendor, string? id, ReadOnlySpan<byte> body)
    {
        var line = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("vendor", vendor);
            if (id is not null)
                json.WriteString("id", id);
            json.WriteString("body", body);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>The delivery that a line holds; null when it is no such line.</summary>
    public static DeliveryLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref reader);
            return Of(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static DeliveryLine Of(JsonElement line) => new(
        line.GetProperty("at").GetDateTimeOffset(),
        line.GetProperty("vendor").GetString() ?? string.Empty,
        line.TryGetProperty("id", out var id) ? id.GetString() : null,
        line.GetProperty("body").GetString() ?? string.Empty);
}
