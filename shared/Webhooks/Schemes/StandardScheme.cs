using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): HMAC-SHA256 over `{id}.{time stamp}.{body}`, base64,
/// under the secret whose base64 follows `whsec_`; headers webhook-id, webhook-timestamp (seconds) and webhook-signature, a list of
/// `v1,{signature}` separated by spaces. Any signature of the list by any of the secrets will do, so that either side can replace its key.
/// </summary>
internal sealed class StandardScheme : IWebhookScheme
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int LongestId = 256;
    private const int MostSignatures = 16;

    /// <inheritdoc/>
    public Verdict Judge(WebhookCall call, Credentials credentials)
    {
        var (id, stamp, signatures) = (call.Header("webhook-id"), call.Header("webhook-timestamp"), call.Header("webhook-signature"));
        if (id is not { Length: > 0 and <= LongestId } || stamp is null || signatures is null || ReplayWindow.Read(stamp, TimeSpan.TicksPerSecond) is not { } stated)
            return Verdict.Forged;
        if (!IsSigned($"{id}.{stamp}.", call.Body, signatures, credentials.Secrets))
            return Verdict.Forged;
        if (!ReplayWindow.Holds(stated, call.ReceivedAt))
            return Verdict.Stale;

        var body = JsonText.WithoutMark(call.Body);
        return JsonText.IsSound(body.Span, JsonTokenType.StartObject, JsonTokenType.StartArray) ? Verdict.Accepted(body, id) : Verdict.Malformed;
    }

    private static bool IsSigned(string head, ReadOnlyMemory<byte> body, string signatures, IReadOnlyList<string> secrets)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(head), .. body.Span];
        List<string> expected = [.. secrets.Select(secret => Version + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), message)))];
        var isSigned = false;
        foreach (var given in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures))
            isSigned |= FixedTime.IsOneOf(given, expected);
        return isSigned;
    }

    /// <exception cref="UnusableSecretException">The secret is no base64.</exception>
    private static byte[] KeyOf(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0
            ? key[..length]
            : throw new UnusableSecretException($"a secret for webhooks is no key of Standard Webhooks: expected {SecretPrefix} and base64");
    }
}
