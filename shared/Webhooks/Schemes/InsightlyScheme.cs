using System.Text;
using System.Text.Json;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// Insightly's webhooks (support.insight.ly, 'Webhooks'): HTTP Basic authentication with the user and password that were entered there. The
/// secret is both, as `user:password`.
/// </summary>
internal sealed class InsightlyScheme : IWebhookScheme
{
    private const string Prefix = "Basic ";

    /// <inheritdoc/>
    public Verdict Judge(WebhookCall call, Credentials credentials)
    {
        if (GivenBy(call) is not { } given || !FixedTime.IsOneOf(given, credentials.Secrets))
            return Verdict.Forged;

        var body = JsonText.WithoutMark(call.Body);
        return JsonText.IsSound(body.Span, JsonTokenType.StartObject) ? Verdict.Accepted(body) : Verdict.Malformed;
    }

    private static string? GivenBy(WebhookCall call)
    {
        if (call.Header("Authorization") is not { } header || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return null;

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Prefix.Length..].Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
