using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads a rule's benchmark: `{kind: history}`, `{kind: expectation, target: 25}`, `{kind: industry, industry: retail}`, `{kind: improvement, …}`.</summary>
internal static class BenchmarkYaml
{
    private enum Kind
    {
        History,
        Expectation,
        Industry,
        Improvement,
    }

    /// <summary>The benchmark, or null (with an error) when it can't be told.</summary>
    public static BenchmarkDefinition? Read(ConfigSection yaml, Kpi kpi)
    {
        if (!yaml.Required("kind", ConfigTypes.Word<Kind>(), out var kind))
        {
            return null;
        }

        BenchmarkDefinition? benchmark = kind switch
        {
            Kind.History => new HistoryDefinition(yaml.Value("compare", ConfigTypes.Word<HistoryBasis>(), HistoryBasis.Auto)),
            Kind.Expectation => Expectation(yaml, kpi),
            Kind.Industry => IndustryYaml.Read(yaml, kpi),
            _ => yaml.Has("target") || yaml.Has("by") || yaml.Has("objective") ? Goal(yaml, kpi) : Ratchet(yaml, kpi),
        };
        yaml.RefuseUnknownKeys();
        return benchmark;
    }

    /// <summary>A value in the KPI's unit; percentages may carry their sign.</summary>
    public static ConfigType<double> ValueOf(Kpi kpi) => kpi.Unit == Unit.Percent ? ConfigTypes.NumberOrPercent : ConfigTypes.Number;

    /// <summary>`key: [low, high]`, low at most high; null when absent or wrong.</summary>
    public static (double Low, double High)? Range(ConfigSection yaml, string key, Kpi kpi)
    {
        const string expected = "a range of two numbers, the lower first, e.g. [10, 14]";
        if (yaml.Node(key) is not { } node || yaml.Pair(node, ValueOf(kpi), ValueOf(kpi), expected) is not { } range)
        {
            return null;
        }

        if (range.First <= range.Second)
        {
            return range;
        }

        yaml.Refuse(node, expected);
        return null;
    }

    private static ExpectationDefinition? Expectation(ConfigSection yaml, Kpi kpi)
    {
        var by = yaml.Optional("by", ConfigTypes.Text);
        if (yaml.Has("band"))
        {
            if (yaml.Has("target"))
            {
                yaml.Refuse("target", "either target or band");
            }

            return Range(yaml, "band", kpi) is { } band ? new ExpectationDefinition(band.Low, band.High, by) : null;
        }

        if (kpi.Better == Direction.Band)
        {
            yaml.Refuse("band", $"a band, e.g. [10, 14]: too much and too little of {kpi.Id} are both bad");
            yaml.Has("target");
            return null;
        }

        return yaml.Required("target", ValueOf(kpi), out var target) ? new ExpectationDefinition(target, target, by) : null;
    }

    private static ImprovementDefinition? Ratchet(ConfigSection yaml, Kpi kpi)
    {
        var baseline = yaml.OptionalValue("baseline", ValueOf(kpi));
        var hasStart = yaml.Required("from", ConfigTypes.Date, out var from);
        return yaml.Required("perMonth", ConfigTypes.Percent(0.01, 100), out var perMonth) && hasStart ? new ImprovementDefinition(baseline, from, perMonth) : null;
    }

    private static GoalDefinition? Goal(ConfigSection yaml, Kpi kpi)
    {
        var hasObjective = yaml.Required("objective", ConfigTypes.Text, out var objective);
        var baseline = yaml.OptionalValue("baseline", ValueOf(kpi));
        var hasStart = yaml.Required("from", ConfigTypes.Date, out var from);
        var hasTarget = yaml.Required("target", ValueOf(kpi), out var target);
        var hasEnd = yaml.Required("by", ConfigTypes.Date, out var by);
        if (!hasObjective || !hasStart || !hasTarget || !hasEnd)
        {
            return null;
        }

        if (by <= from)
        {
            yaml.Refuse("by", "a day after 'from'");
            return null;
        }

        return new GoalDefinition(objective!, baseline, from, target, by);
    }
}
