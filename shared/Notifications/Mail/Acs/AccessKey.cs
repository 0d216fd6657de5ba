using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>
/// Signs a request with an access key (Microsoft, 'Sign an HTTP request with hash-based message authentication code', Azure Communication Services):
/// HMAC-SHA256 over verb, path with query, and date;host;hash of the body.
/// </summary>
internal static class AccessKey
{
    /// <summary>Adds the headers that prove who asks.</summary>
    /// <param name="request">The request; its method and address are final.</param>
    /// <param name="body">Its body; empty where there is none.</param>
    /// <param name="key">The access key in base64.</param>
    /// <param name="now">The clock's time; the service takes it only if it is near its own.</param>
    /// <exception cref="FormatException">The key is no base64.</exception>
    public static void Sign(Request request, ReadOnlyMemory<byte> body, string key, DateTimeOffset now)
    {
        var address = request.Uri.ToUri();
        var date = now.ToString("r", CultureInfo.InvariantCulture);
        var hash = Convert.ToBase64String(SHA256.HashData(body.Span));
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Signature(request.Method.Method, address, date, hash, key)}");
    }

    private static string Signature(string verb, Uri address, string date, string hash, string key)
    {
        var signed = $"{verb}\n{address.PathAndQuery}\n{date};{address.Authority};{hash}";
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(signed)));
    }
}
