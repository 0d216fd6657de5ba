using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmServerless.Alerts.Storage;

namespace CrmServerless.Alerts.Quieting;

/// <summary>Why a link opens nothing.</summary>
public enum LinkFault
{
    /// <summary>It opens.</summary>
    None,

    /// <summary>It is none of ours, or was altered.</summary>
    Forged,

    /// <summary>Its time is over.</summary>
    Expired,
}

/// <summary>
/// Makes and checks the links by which a manager answers an alert: the alert, the person and the time of expiry as json, and its HMAC-SHA256 (RFC 2104), each in
/// base64url (RFC 4648, section 5), joined by a dot. Whoever holds the link may answer this one alert; nothing else comes with it.
/// </summary>
/// <param name="key">The secret; whoever has it can answer any alert. A link made with another key opens nothing: replacing the secret revokes all.</param>
public sealed class LinkSigner(string key)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly byte[] secret = Encoding.UTF8.GetBytes(key);

    /// <summary>The token of a link to an alert, good for 30 days.</summary>
    public string Sign(AlertKey alert, string person, DateOnly night, DateTimeOffset now)
    {
        var expires = now + Lifetime;
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new Payload(alert.Rule, alert.Segment, alert.Window, person, night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), expires.ToUnixTimeSeconds()), AlertJson.Options);
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, payload))}";
    }

    /// <summary>What a token stands for; null, and why, where it opens nothing.</summary>
    public (AlertLink? Link, LinkFault Fault) Open(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [var first, var second] || Decode(first) is not { } payload || Decode(second) is not { } mac
            || !CryptographicOperations.FixedTimeEquals(mac, HMACSHA256.HashData(secret, payload))
            || JsonSerializer.Deserialize<Payload>(payload, AlertJson.Options) is not { } said)
            return (null, LinkFault.Forged);
        var link = new AlertLink(
            new AlertKey(said.Rule, said.Segment, said.Window), said.Person, DateOnly.ParseExact(said.Night, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(said.Expires));
        return now < link.Expires ? (link, LinkFault.None) : (null, LinkFault.Expired);
    }

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private sealed record Payload(string Rule, string Segment, int Window, string Person, string Night, long Expires);
}
