using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CrmServerless.Tests.Support.Acs;

/// <summary>Checks that a request was signed with the key, over what really arrived.</summary>
internal sealed class AcsSignature(string key, TimeProvider clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <summary>Null where the signature is right.</summary>
    public AcsReply? Refusal(HttpRequest request, byte[] body)
    {
        var (date, hash) = (request.Headers["x-ms-date"].ToString(), Convert.ToBase64String(SHA256.HashData(body)));
        var isNow = DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && (clock.GetUtcNow() - at).Duration() < Tolerance;
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var text = string.Join('\n', request.Method, target, string.Join(';', date, request.Headers.Host, hash));
        using var hmac = new HMACSHA256(Convert.FromBase64String(key));
        var expected = $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)))}";
        return isNow && request.Headers["x-ms-content-sha256"] == hash && request.Headers.Authorization == expected ? null : AcsReply.Error(401, "Denied");
    }
}
