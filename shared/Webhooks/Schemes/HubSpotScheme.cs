using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmServerless.Configuration;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// HubSpot's request signatures (developers.hubspot.com/docs, 'Validating requests'). v3: base64 of HMAC-SHA256 under the client secret over method,
/// URL, body and time stamp, in the header X-HubSpot-Signature-v3, with the time in milliseconds in X-HubSpot-Request-Timestamp. v2 and v1: hexadecimal
/// SHA-256 over secret, method, URL and body, or secret and body, in X-HubSpot-Signature; they state no time and so stop no replay, and are
/// accepted only where the configuration says so. A request that carries v3 is judged by v3 where that is accepted.
/// </summary>
internal sealed class HubSpotScheme : IWebhookScheme
{
    private const string Method = "POST";

    // The escapes that HubSpot takes back in the URL before it signs, and no others.
    private static readonly (string Escape, string Letter)[] Unescaped =
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
        ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ];

    /// <inheritdoc/>
    public Verdict Judge(WebhookCall call, Credentials credentials)
    {
        var proof = IsSignedBy(HubSpotSignature.V3, call, credentials, "X-HubSpot-Signature-v3") ? JudgeV3(call, credentials) : JudgeOlder(call, credentials);
        if (proof is { } refused)
            return refused;

        var body = JsonText.WithoutMark(call.Body);
        return JsonText.IsSound(body.Span, JsonTokenType.StartArray, JsonTokenType.StartObject) ? Verdict.Accepted(body) : Verdict.Malformed;
    }

    /// <summary>The URL as it enters the signature.</summary>
    internal static string SignedUrl(string url) =>
        Unescaped.Aggregate(url, (text, pair) => text.Replace(pair.Escape, pair.Letter, StringComparison.OrdinalIgnoreCase));

    private static bool IsSignedBy(HubSpotSignature version, WebhookCall call, Credentials credentials, string header) =>
        credentials.Settings.Signatures.Contains(version) && call.Header(header) is not null;

    private static Verdict? JudgeV3(WebhookCall call, Credentials credentials)
    {
        var (given, stamp) = (call.Header("X-HubSpot-Signature-v3")!, call.Header("X-HubSpot-Request-Timestamp"));
        if (stamp is null || call.Url is null || ReplayWindow.Read(stamp, TimeSpan.TicksPerMillisecond) is not { } stated)
            return Verdict.Forged;

        var message = Joined(Encoding.UTF8.GetBytes(Method + SignedUrl(call.Url)), call.Body, Encoding.UTF8.GetBytes(stamp));
        var expected = credentials.Secrets.Select(secret => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message)));
        return !FixedTime.IsOneOf(given, [.. expected]) ? Verdict.Forged
            : !ReplayWindow.Holds(stated, call.ReceivedAt) ? Verdict.Stale
            : null;
    }

    private static Verdict? JudgeOlder(WebhookCall call, Credentials credentials)
    {
        var version = call.Header("X-HubSpot-Signature-Version") == "v2" ? HubSpotSignature.V2 : HubSpotSignature.V1;
        if (!IsSignedBy(version, call, credentials, "X-HubSpot-Signature") || (version == HubSpotSignature.V2 && call.Url is null))
            return Verdict.Forged;

        var place = version == HubSpotSignature.V2 ? Method + SignedUrl(call.Url!) : string.Empty;
        var expected = credentials.Secrets.Select(secret =>
            Convert.ToHexStringLower(SHA256.HashData(Joined(Encoding.UTF8.GetBytes(secret + place), call.Body, []))));
        return FixedTime.IsOneOf(call.Header("X-HubSpot-Signature")!, [.. expected]) ? null : Verdict.Forged;
    }

    private static byte[] Joined(byte[] first, ReadOnlyMemory<byte> body, byte[] last) => [.. first, .. body.Span, .. last];
}
