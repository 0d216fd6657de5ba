using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Webhooks.Schemes;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

/// <summary>Deliveries to be judged.</summary>
internal static class Calls
{
    public static WebhookCall Of(string body, DateTimeOffset at, params (string Name, string Value)[] headers) =>
        new("https://www.example.com/webhook_uri", null, name => headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value, Encoding.UTF8.GetBytes(body), at);

    public static Credentials With(params string[] secrets) => new(secrets, [], new WebhookConfiguration());

    public static string TextOf(this Verdict verdict) => Encoding.UTF8.GetString(verdict.Body.Span);
}
