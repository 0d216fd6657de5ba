using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Reads what the service says of an error, {"odata.error":{"code":…,"message":{"value":…}}}: 'Status and error codes' of the REST reference,
/// section 'JSON sample error response'.
/// </summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    /// <inheritdoc/>
    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = response.ContentStream is null ? null : Parse(response.Content);
        return error is not null;
    }

    private static ResponseError? Parse(BinaryData content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.TryGetProperty("odata.error", out var error) ? Read(error) : null;
        }
        catch (JsonException)
        {
            // Not the service but a proxy before it answered; Azure.Core then shows the body as it is.
            return null;
        }
    }

    private static ResponseError Read(JsonElement error) => new(
        error.GetProperty("code").GetString(),
        error.TryGetProperty("message", out var message) && message.TryGetProperty("value", out var text) ? text.GetString() : null);
}
