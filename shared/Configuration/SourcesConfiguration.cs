using NodaTime;

namespace CrmServerless.Configuration;

/// <summary>What a source's exports hold.</summary>
public enum DeliveryKind
{
    /// <summary>What changed; a record that is missing stays.</summary>
    Incremental,

    /// <summary>Everything there is; a record that is missing from a complete set is deleted.</summary>
    Full,
}

/// <summary>One delivering system: a folder of the inbox, and the webhooks under its name.</summary>
public sealed record SourceConfiguration
{
    /// <summary>Its folder in the inbox and its name in webhook URLs; no slash in it.</summary>
    public required string Name { get; init; }

    /// <summary>The vendor whose mappings and webhook scheme apply; default the source's name.</summary>
    public required string Vendor { get; init; }

    /// <summary>The zone of its instants that state none; null: the business time zone.</summary>
    public DateTimeZone? TimeZone { get; init; }

    /// <summary>
    /// Names of secrets by purpose: `webhook` proves its webhooks, `url` is the key in their URL. More of a kind, while one replaces another,
    /// follow a dash: `webhook-old`.
    /// </summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>What its webhooks are held against besides the secrets.</summary>
    public WebhookConfiguration Webhook { get; init; } = new();

    /// <summary>
    /// The public https URL that its webhooks are sent to, up to and with `/api`, without a slash at the end; null: that of the app's setting
    /// `PublicUrl`.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The longest time between two deliveries; older data is stale and not judged. Null: never stale.</summary>
    public TimeSpan? ExpectedArrival { get; init; }

    /// <summary>What its exports hold; default incremental.</summary>
    public DeliveryKind Delivery { get; init; } = DeliveryKind.Incremental;
}

/// <summary>sources.yaml: the delivering systems that need saying something about.</summary>
public sealed record SourcesConfiguration
{
    /// <summary>The configured sources by name.</summary>
    public IReadOnlyDictionary<string, SourceConfiguration> Sources { get; init; } = new Dictionary<string, SourceConfiguration>();

    /// <summary>The names of a source's secrets for a purpose: under the purpose itself, and under it with a dash and anything behind it.</summary>
    public static IReadOnlyList<string> SecretsFor(SourceConfiguration source, string purpose) =>
        [.. source.Secrets.Where(s => s.Key == purpose || s.Key.StartsWith($"{purpose}-", StringComparison.Ordinal)).Select(s => s.Value)];

    /// <summary>The source as configured; any other folder is a source whose vendor is its name.</summary>
    public SourceConfiguration Of(string name) => Sources.TryGetValue(name, out var source) ? source : new SourceConfiguration { Name = name, Vendor = name };
}
