using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Requests as the vendors make them, by their documentation and without the product's code.</summary>
internal static class Sender
{
    public const string PublicUrl = "https://crm.example.com/api";
    public const string Organization = "00D000000000abcEAA";
    public const string ZohoToken = "zoho-channel-token";
    public const string InsightlyUser = "insightly:pass word";
    public const string SalesforceKey = "salesforce-url-key";
    public const string HubSpotSecret = "hubspot-client-secret";

    /// <summary>Secrets by name, as `sources.yaml` of <see cref="SourcesYaml"/> names them.</summary>
    public static IReadOnlyList<(string Name, string Value)> Secrets { get; } =
    [
        ("shop-key", "whsec_" + Base64("shop signing key, old")), ("shop-key-new", "whsec_" + Base64("shop signing key, new")), ("hubspot-key", HubSpotSecret),
        ("salesforce-key", SalesforceKey), ("zoho-key", ZohoToken), ("insightly-key", InsightlyUser),
    ];

    public const string SourcesYaml = """
        publicUrl: https://crm.example.com/api
        sources:
          shop: {vendor: generic, secrets: {webhook: shop-key, webhook-new: shop-key-new}}
          hubspot: {secrets: {webhook: hubspot-key}}
          salesforce: {secrets: {webhook: salesforce-key}, webhook: {organization: 00D000000000abcEAA}}
          zoho: {secrets: {webhook: zoho-key}}
          insightly: {secrets: {webhook: insightly-key}}
          files: {vendor: generic}
          forgetful: {vendor: generic, secrets: {webhook: no-such-secret}}
        """;

    public static HttpRequestMessage Standard(string id, string body, DateTimeOffset at, string key = "shop signing key, old", string source = "shop")
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = Post(source, body);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", "v1," + Hmac(key, $"{id}.{stamp}.{body}"));
        return request;
    }

    /// <summary>As HubSpot signs: an escaped slash of the query is taken back first.</summary>
    public static HttpRequestMessage HubSpot(string body, DateTimeOffset at, string secret = HubSpotSecret, string query = "")
    {
        var stamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = Post("hubspot" + query, body);
        request.Headers.Add("X-HubSpot-Request-Timestamp", stamp);
        request.Headers.Add("X-HubSpot-Signature-v3", Hmac(secret, $"POST{PublicUrl}/webhooks/hubspot{query.Replace("%2F", "/", StringComparison.Ordinal)}{body}{stamp}"));
        return request;
    }

    public static HttpRequestMessage Salesforce(string body, string key = SalesforceKey) => Post($"salesforce?key={key}", body, "text/xml");

    public static HttpRequestMessage Zoho(string body) => Post("zoho", body);

    public static HttpRequestMessage Insightly(string body, string user = InsightlyUser)
    {
        var request = Post("insightly", body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Base64(user));
        return request;
    }

    /// <summary>A body that nobody has proved.</summary>
    public static HttpRequestMessage Post(string place, string body, string type = "application/json") =>
        new(HttpMethod.Post, $"api/webhooks/{place}") { Content = new StringContent(body, Encoding.UTF8, type) };

    private static string Hmac(string key, string message) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(message)));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
