using System.Globalization;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;

namespace CrmServerless.Configuration.Files;

/// <summary>
/// Reads benchmarks.yaml: `rules:`, each `{kpi, window, segments, benchmark: {kind, …}, warning, critical, recovery, minimumSample, consecutiveDays,
/// daysToResolve, owner, id}`. Without `rules` there are the default ones; an empty list means none.
/// </summary>
internal static class BenchmarksYaml
{
    private const int LongestRun = 60;

    private static readonly Margin DefaultHistoryWarning = new(2, MarginUnit.Deviations);
    private static readonly Margin DefaultWarning = new(0, MarginUnit.Percent);
    private static readonly Margin CriticalFromZero = new(10, MarginUnit.Percent);

    public static IReadOnlyList<BenchmarkRule> Read(ConfigSection yaml, ConfigContext context)
    {
        var hasRules = yaml.Has("rules");
        var rules = new Dictionary<string, BenchmarkRule>(StringComparer.Ordinal);
        foreach (var section in yaml.Sections("rules"))
        {
            if (Rule(section, context) is { } rule && !rules.TryAdd(rule.Id, rule))
            {
                section.Refuse("id", $"an id of its own: another rule is '{rule.Id}' already");
            }
        }

        yaml.RefuseUnknownKeys();
        return hasRules ? [.. rules.Values] : DefaultBenchmarks.For(context.Catalogue, context.Segments);
    }

    private static BenchmarkRule? Rule(ConfigSection yaml, ConfigContext context)
    {
        if (yaml.Node("kpi") is ConfigScalar { Text: var id } && context.BrokenKpis.Contains(id))
        {
            return null;
        }

        var hasKpi = yaml.Required("kpi", context.Kpi, out var kpi);
        var rule = hasKpi ? Rule(yaml, context, kpi!) : null;
        if (hasKpi)
        {
            yaml.RefuseUnknownKeys();
        }

        return rule;
    }

    private static BenchmarkRule? Rule(ConfigSection yaml, ConfigContext context, Kpi kpi)
    {
        var window = Window(yaml, kpi);
        var benchmark = BenchmarkOf(yaml, kpi);
        var margins = Margins(yaml, benchmark is HistoryDefinition or null ? DefaultHistoryWarning : DefaultWarning);
        var kind = benchmark?.Kind ?? "?";
        var rule = new BenchmarkRule
        {
            Id = yaml.Value("id", CommonTypes.Id, string.Create(CultureInfo.InvariantCulture, $"{kpi.Id}.{window}.{kind}")),
            Kpi = kpi.Id,
            Window = window ?? 0,
            Benchmark = benchmark!,
            Segments = RuleSegmentsYaml.Read(yaml, "segments", context) ?? RuleSegments.All,
            Warning = margins.Warning,
            Critical = margins.Critical,
            Recovery = margins.Recovery,
            MinimumSample = yaml.OptionalValue("minimumSample", ConfigTypes.Int(1, 1_000_000)),
            ConsecutiveDays = yaml.Value("consecutiveDays", ConfigTypes.Int(1, LongestRun), 1),
            DaysToResolve = yaml.Value("daysToResolve", ConfigTypes.Int(1, LongestRun), 1),
            Owner = yaml.Optional("owner", context.Person),
        };
        return window is null || benchmark is null ? null : rule;
    }

    /// <summary>The window, which may be left out where the KPI has only one.</summary>
    private static int? Window(ConfigSection yaml, Kpi kpi)
    {
        var type = ConfigTypes.OneOf(kpi.Windows.ToDictionary(w => w.ToString(CultureInfo.InvariantCulture)));
        if (kpi.Windows.Count == 1 && !yaml.Has("window"))
        {
            return kpi.Windows[0];
        }

        var expected = type with { Expected = $"a window of {kpi.Id}: {string.Join(", ", kpi.Windows)}", Words = [] };
        return yaml.Required("window", expected, out var window) ? window : null;
    }

    private static BenchmarkDefinition? BenchmarkOf(ConfigSection yaml, Kpi kpi)
    {
        if (yaml.Has("benchmark"))
        {
            return yaml.Section("benchmark") is { } section ? BenchmarkYaml.Read(section, kpi) : null;
        }

        yaml.Refuse("benchmark", "a benchmark, e.g. {kind: history}");
        return null;
    }

    private static (Margin Warning, Margin? Critical, Margin Recovery) Margins(ConfigSection yaml, Margin defaultWarning)
    {
        var warning = yaml.Value("warning", CommonTypes.Margin, defaultWarning);
        var critical = Critical(yaml, warning);
        var recovery = yaml.Value("recovery", CommonTypes.Margin, warning.Times(0.5));
        if (critical is not null && yaml.Has("critical") && (critical.Unit != warning.Unit || critical.Amount < warning.Amount))
        {
            yaml.Refuse("critical", $"a margin in the unit of warning ({warning}) and at least as much, or never");
        }

        if (recovery.Unit != warning.Unit || recovery.Amount > warning.Amount)
        {
            yaml.Refuse("recovery", $"a margin in the unit of warning ({warning}) and at most as much");
        }

        return (warning, critical, recovery);
    }

    private static Margin? Critical(ConfigSection yaml, Margin warning)
    {
        if (yaml.Node("critical") is ConfigScalar { Text: "never" })
        {
            return null;
        }

        return yaml.Value("critical", CommonTypes.Margin, warning.Amount > 0 ? warning.Times(2) : CriticalFromZero);
    }
}
