using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>
/// Reads sources.yaml: `sources: {name: {vendor, timeZone, secrets: {purpose: name}, webhook: {signatures, organization}, publicUrl,
/// expectedArrival, delivery}}` (`full: true` is short for `delivery: full`), and a `publicUrl` for all sources that state none.
/// </summary>
internal static partial class SourcesYaml
{
    private static readonly ConfigType<string> Vendor = ConfigTypes.Matching("a vendor's name in lower case, e.g. hubspot or generic", VendorPattern());

    private static readonly ConfigType<Uri> PublicUrl = new("an https URL without query, e.g. https://crm.example.com", TryPublicUrl);

    private static readonly ConfigType<string> Organization = ConfigTypes.Matching("an organisation's id of 15 or 18 letters and digits", OrganizationPattern());

    public static SourcesConfiguration Read(ConfigSection yaml)
    {
        var publicUrl = yaml.Optional("publicUrl", PublicUrl);
        var sources = (yaml.Section("sources")?.NamedSections() ?? []).Select(s => Source(s.Name, s.Section, publicUrl)).ToDictionary(s => s.Name, StringComparer.Ordinal);
        yaml.RefuseUnknownKeys();
        return new SourcesConfiguration { Sources = sources };
    }

    private static SourceConfiguration Source(string name, ConfigSection yaml, Uri? publicUrl)
    {
        var source = new SourceConfiguration
        {
            Name = name,
            Vendor = yaml.Value("vendor", Vendor, name),
            TimeZone = yaml.Optional("timeZone", ConfigTypes.Zone),
            Secrets = yaml.Dictionary("secrets", CommonTypes.SecretName),
            Webhook = Webhook(yaml.Section("webhook")),
            PublicUrl = yaml.Optional("publicUrl", PublicUrl) ?? publicUrl,
            ExpectedArrival = yaml.OptionalValue("expectedArrival", ConfigTypes.Duration),
            Delivery = yaml.Value("delivery", ConfigTypes.Word<DeliveryKind>(), yaml.Value("full", ConfigTypes.Bool, false) ? DeliveryKind.Full : DeliveryKind.Incremental),
        };
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            yaml.Refuse(yaml.Map, "a source's name: the inbox folder's, without a slash");
        }

        if (source is { Vendor: "salesforce", Secrets.Count: > 0, Webhook.Organization: null })
        {
            yaml.Refuse("webhook", "organization: the id of the Salesforce organisation, without which its webhooks prove nothing");
        }

        yaml.RefuseUnknownKeys();
        return source;
    }

    private static WebhookConfiguration Webhook(ConfigSection? yaml)
    {
        var defaults = new WebhookConfiguration();
        if (yaml is null)
            return defaults;

        var webhook = new WebhookConfiguration
        {
            Signatures = yaml.List("signatures", ConfigTypes.Word<HubSpotSignature>(), defaults.Signatures),
            Organization = yaml.Optional("organization", Organization),
        };
        yaml.RefuseUnknownKeys();
        return webhook;
    }

    // Plain http only where nothing leaves the machine.
    private static bool TryPublicUrl(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out value)
        && (value.Scheme == Uri.UriSchemeHttps || (value.Scheme == Uri.UriSchemeHttp && value.IsLoopback))
        && value.Query.Length == 0 && value.Fragment.Length == 0 && value.UserInfo.Length == 0;

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex VendorPattern();

    [GeneratedRegex("^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$")]
    private static partial Regex OrganizationPattern();
}
