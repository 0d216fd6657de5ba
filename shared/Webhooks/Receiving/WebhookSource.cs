using System.Collections.Frozen;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Webhooks.Schemes;

namespace CrmServerless.Webhooks.Receiving;

/// <summary>A configured source that takes webhooks, and how they are proved.</summary>
/// <param name="Configuration">The source.</param>
/// <param name="Scheme">Its vendor's scheme.</param>
internal sealed record WebhookSource(SourceConfiguration Configuration, IWebhookScheme Scheme)
{
    private const string SignedPurpose = "webhook";
    private const string UrlPurpose = "url";

    private static readonly FrozenDictionary<string, IWebhookScheme> Schemes = new Dictionary<string, IWebhookScheme>
    {
        ["hubspot"] = new HubSpotScheme(),
        ["salesforce"] = new SalesforceScheme(),
        ["zoho"] = new ZohoScheme(),
        ["insightly"] = new InsightlyScheme(),
        ["generic"] = new StandardScheme(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The source; null unless it is configured with a secret for webhooks, and its vendor's are known.</summary>
    public static WebhookSource? Find(SourcesConfiguration sources, string name) =>
        sources.Sources.TryGetValue(name, out var source) && SourcesConfiguration.SecretsFor(source, SignedPurpose).Count > 0
        && Schemes.TryGetValue(source.Vendor, out var scheme)
            ? new WebhookSource(source, scheme)
            : null;

    /// <summary>The URL that the vendor called.</summary>
    /// <param name="appUrl">The app's own public URL, for a source that states none.</param>
    /// <param name="query">The query as it was sent.</param>
    public string? CalledUrl(Uri? appUrl, string query) => (Configuration.PublicUrl ?? appUrl) is { } address
        ? $"{address.AbsoluteUri.TrimEnd('/')}/webhooks/{Uri.EscapeDataString(Configuration.Name)}{query}"
        : null;

    /// <summary>The secrets' values.</summary>
    /// <exception cref="UnusableSecretException">One is missing.</exception>
    public async Task<Credentials> CredentialsAsync(ISecretSource secrets, CancellationToken cancellationToken) => new(
        await ValuesAsync(secrets, SignedPurpose, cancellationToken),
        await ValuesAsync(secrets, UrlPurpose, cancellationToken),
        Configuration.Webhook);

    private async Task<IReadOnlyList<string>> ValuesAsync(ISecretSource secrets, string purpose, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var name in SourcesConfiguration.SecretsFor(Configuration, purpose))
            values.Add(await secrets.FindAsync(name, cancellationToken) ?? throw new UnusableSecretException($"there is no secret '{name}', which source {Configuration.Name} names"));
        return values;
    }
}
