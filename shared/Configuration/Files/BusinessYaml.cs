using System.Text.RegularExpressions;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads business.yaml; a key that is absent has the default of <see cref="BusinessConfiguration"/>.</summary>
internal static partial class BusinessYaml
{
    private const int TenYears = 3650;
    private static readonly BusinessConfiguration Default = new();

    private static readonly ConfigType<string> Currency = ConfigTypes.Matching("an ISO 4217 currency code, e.g. EUR", CurrencyPattern());
    private static readonly ConfigType<string> Dimensions = ConfigTypes.Matching("a dimension or a combination such as region&tier", DimensionsPattern());
    private static readonly ConfigType<int> Days = ConfigTypes.Int(1, TenYears);

    public static BusinessConfiguration Read(ConfigSection yaml)
    {
        var business = new BusinessConfiguration
        {
            TimeZone = yaml.Value("timeZone", ConfigTypes.Zone, Default.TimeZone),
            ReportingCurrency = yaml.Value("reportingCurrency", Currency, Default.ReportingCurrency).ToUpperInvariant(),
            Sales = yaml.Value("sales", ConfigTypes.Word<SalesBasis>(), Default.Sales),
            ActiveBasis = yaml.Value("activeBasis", ConfigTypes.Word<ActiveBasis>(), Default.ActiveBasis),
            ActivityDays = yaml.Value("activityDays", Days, Default.ActivityDays),
            DormantDays = yaml.Value("dormantDays", Days, Default.DormantDays),
            LeadMaturityDays = yaml.Value("leadMaturityDays", Days, Default.LeadMaturityDays),
            LifespanCapYears = (double)yaml.Value("lifespanCapYears", ConfigTypes.Decimal(0.1m, 100), (decimal)Default.LifespanCapYears),
            Margin = yaml.Value("margin", ConfigTypes.Decimal(0, 1), Default.Margin),
            UnresponsiveAfter = yaml.Value("unresponsiveAfter", ConfigTypes.Int(1, 1000), Default.UnresponsiveAfter),
            LinkByDomain = yaml.Value("linkByDomain", ConfigTypes.Bool, Default.LinkByDomain),
            BusinessHours = yaml.Section("businessHours") is { } hours ? BusinessHoursYaml.Read(hours) : Default.BusinessHours,
            Holidays = yaml.List("holidays", ConfigTypes.Date),
            Segments = Segments(yaml),
            SegmentCap = SegmentCapYaml.Read(yaml, "segmentCap"),
            RunTime = yaml.Value("runTime", ConfigTypes.Time, Default.RunTime),
        };
        yaml.RefuseUnknownKeys();
        return business;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Segments(ConfigSection yaml)
    {
        if (yaml.Node("segments") is null)
        {
            return Default.Segments;
        }

        var segments = yaml.List("segments", Dimensions).ToList();
        if (segments.Contains("all"))
        {
            yaml.Refuse("segments", "dimensions only: 'all' is always computed");
        }

        if (segments.Distinct(StringComparer.Ordinal).Count() < segments.Count)
        {
            yaml.Refuse("segments", "each dimension or combination once");
        }

        return [.. segments.Select(segment => segment.Split('&'))];
    }

    [GeneratedRegex("^[A-Za-z]{3}$")]
    private static partial Regex CurrencyPattern();

    [GeneratedRegex("^[a-z][a-z0-9_]*(&[a-z][a-z0-9_]*)*$")]
    private static partial Regex DimensionsPattern();
}
