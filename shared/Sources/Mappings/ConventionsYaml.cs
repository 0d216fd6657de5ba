using System.Diagnostics.CodeAnalysis;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Sources.Conversion;
using NodaTime;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Reads how a mapping's files write values: `dates: {patterns: [M/D/YYYY], zone: America/New_York}`, `numbers: {decimal: ",",
/// group: ".", currency: [€], suffixes: {K: 1000}}`, `ids: {form: salesforce, prefix: zcrm_, empty: ["0"]}`, `empty: ["--"]`.
/// </summary>
internal static class ConventionsYaml
{
    private static readonly ConfigType<DatePattern> Pattern = new(DatePattern.Expected, DatePattern.TryParse);

    private static readonly ConfigType<string> DecimalSign = new("'.' or ','", static (string text, [MaybeNullWhen(false)] out string value) => (value = text) is "." or ",");

    private static readonly ConfigType<string> GroupSign = new("'.', ',', ' ' or an apostrophe", static (string text, [MaybeNullWhen(false)] out string value) => (value = text) is "." or "," or " " or "'");

    private static readonly ConfigType<bool> IdForm = ConfigTypes.OneOf(new Dictionary<string, bool> { ["salesforce"] = true });

    private static readonly ConfigType<decimal> Factor = ConfigTypes.Decimal(0, 1_000_000_000_000);

    public static (Conventions Conventions, DateTimeZone? Zone) Read(ConfigSection yaml)
    {
        var dates = yaml.Section("dates");
        var conventions = new Conventions
        {
            DatePatterns = dates?.List("patterns", Pattern) ?? [],
            Numbers = NumbersOf(yaml.Section("numbers")),
            EmptyTexts = yaml.List("empty", ConfigTypes.Text),
            Ids = IdsOf(yaml.Section("ids")),
        };
        var zone = dates?.Optional("zone", ConfigTypes.Zone);
        dates?.RefuseUnknownKeys();
        return (conventions, zone);
    }

    private static IdFormat IdsOf(ConfigSection? yaml)
    {
        if (yaml is null)
            return IdFormat.AsWritten;

        var ids = new IdFormat(yaml.Value("form", IdForm, false), yaml.Optional("prefix", ConfigTypes.Text), yaml.List("empty", ConfigTypes.Text));
        yaml.RefuseUnknownKeys();
        return ids;
    }

    private static NumberFormat NumbersOf(ConfigSection? yaml)
    {
        if (yaml is null)
            return NumberFormat.Invariant;

        var point = yaml.Value("decimal", DecimalSign, ".");
        var group = yaml.Optional("group", GroupSign);
        if (group == point)
            yaml.Refuse("group", $"another sign than the decimal one, '{point}'");
        var format = new NumberFormat(point[0], group?[0], yaml.List("currency", ConfigTypes.Text), yaml.Dictionary("suffixes", Factor));
        yaml.RefuseUnknownKeys();
        return format;
    }
}
