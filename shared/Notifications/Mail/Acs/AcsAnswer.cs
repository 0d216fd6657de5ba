using System.Globalization;
using System.Text.Json;
using Azure;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>What the service answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Operation">What became of the mail (`Running`, `Succeeded`, …); null where the answer doesn't say.</param>
/// <param name="Code">The service's name of the error; null where there is none. Its words are not kept: they may quote addresses.</param>
/// <param name="RetryAfter">When to come again; null where the answer doesn't say.</param>
internal sealed record AcsAnswer(int Status, string? Operation, string? Code, TimeSpan? RetryAfter)
{
    public static AcsAnswer Of(Response response, DateTimeOffset now)
    {
        var (operation, code) = Read(response.Content);
        return new AcsAnswer(response.Status, operation, response.Headers.TryGetValue("x-ms-error-code", out var named) ? named : code, RetryAfterOf(response, now));
    }

    private static (string? Operation, string? Code) Read(BinaryData body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var code = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? Text(error, "code") : null;
            return (Text(json.RootElement, "status"), code);
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the status is all there is to go by.
            return (null, null);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? RetryAfterOf(Response response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
