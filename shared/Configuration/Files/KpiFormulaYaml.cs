using System.Diagnostics.CodeAnalysis;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Configuration.Files;

/// <summary>
/// Reads a declared KPI's formula: `formula: {ratio: {of: TERM, to: TERM, factor: 100}}`, `{sum: [a, b]}` or `{difference: [a, b]}`, where a TERM is a
/// measure, a list of measures to be added, or again `{sum: …}` or `{difference: …}`; and beside it `sample: TERM`, which is needed only where nothing counts
/// the facts of a sum.
/// </summary>
internal sealed class KpiFormulaYaml(KpiCatalogue builtIn)
{
    private static readonly string[] TermKeys = ["sum", "difference"];
    private static readonly string[] FormulaKeys = ["ratio", .. TermKeys];

    private const string Kinds = "one of ratio: {of, to}, sum: [measures] or difference: [measures]";

    private readonly Dictionary<string, Measure> measures = builtIn.Measures.Where(measure => measure.AddsUp).ToDictionary(measure => measure.Id, StringComparer.Ordinal);

    private ConfigType<Measure> AMeasure => new("the id of a measure that adds up (`crm kpis --measures` lists them)", (string text, [MaybeNullWhen(false)] out Measure value) =>
        measures.TryGetValue(text, out value))
    { Words = measures.Keys };

    /// <summary>The formula of a KPI, or null (with an error) when it can't be told.</summary>
    /// <param name="kpi">The KPI's section.</param>
    /// <param name="unit">Its unit: percentages and points are multiplied by 100.</param>
    public KpiFormula? Read(ConfigSection kpi, Unit unit)
    {
        var hasSample = kpi.Has("sample");
        var sample = kpi.Node("sample") is { } node ? TermOf(kpi, node) : null;
        if (!kpi.Has("formula"))
        {
            kpi.Refuse("formula", Kinds);
            return null;
        }

        if (kpi.Section("formula") is not { } yaml)
            return null;
        var formula = Formula(yaml, unit);
        yaml.RefuseUnknownKeys();
        return formula is null || (hasSample && sample is null) ? null : WithSample(formula, sample, kpi);
    }

    private KpiFormula? Formula(ConfigSection yaml, Unit unit)
    {
        if (FormulaKeys.Count(yaml.Has) != 1)
        {
            yaml.Refuse(yaml.Map, Kinds);
            return null;
        }

        if (yaml.Has("ratio"))
            return yaml.Section("ratio") is { } ratio ? Ratio(ratio, unit) : null;
        return (yaml.Has("sum") ? Sum(yaml, "sum") : Difference(yaml, "difference")) is { } term ? new SumFormula(term, term) : null;
    }

    private QuotientFormula? Ratio(ConfigSection yaml, Unit unit)
    {
        var (numerator, denominator) = (TermAt(yaml, "of"), TermAt(yaml, "to"));
        var factor = unit is Unit.Percent or Unit.Points ? 100 : 1;
        var stated = yaml.Value("factor", ConfigTypes.Int(1, 1_000_000), factor);
        if (factor == 100 && stated != factor)
            yaml.Refuse("factor", "100: percentages and points are parts of a hundred");
        yaml.RefuseUnknownKeys();
        return numerator is null || denominator is null ? null : new QuotientFormula(numerator, denominator, stated);
    }

    private Term? TermAt(ConfigSection yaml, string key)
    {
        if (yaml.Node(key) is { } node)
            return TermOf(yaml, node);
        yaml.Refuse(key, "a measure, or a list of measures to be added");
        return null;
    }

    private Term? TermOf(ConfigSection yaml, ConfigNode node)
    {
        if (node is not ConfigMap)
            return MeasuresOf(yaml, node, 1, "one or more measures, each once") is { } added ? Combined(added, 1) : null;
        var section = yaml.Section(node)!;
        if (TermKeys.Count(section.Has) != 1)
            section.Refuse(section.Map, "one of sum: [measures] or difference: [measures]");
        var term = section.Has("sum") ? Sum(section, "sum") : section.Has("difference") ? Difference(section, "difference") : null;
        section.RefuseUnknownKeys();
        return term;
    }

    private Term? Sum(ConfigSection yaml, string key) => MeasuresOf(yaml, yaml.Node(key)!, 1, "one or more measures, each once") is { } added ? Combined(added, 1) : null;

    private Term? Difference(ConfigSection yaml, string key) =>
        MeasuresOf(yaml, yaml.Node(key)!, 2, "two or more measures, each once: the others are taken from the first") is { } parts ? Combined(parts, -1) : null;

    private static Term Combined(List<Measure> parts, int sign) => parts.Skip(1).Aggregate(Term.FromMeasure(parts[0]), (left, right) => new SumTerm(left, right, sign));

    private List<Measure>? MeasuresOf(ConfigSection yaml, ConfigNode node, int atLeast, string expected)
    {
        var items = node is ConfigList list ? list.Items : [node];
        var found = new List<Measure>();
        foreach (var item in items)
        {
            if (yaml.TryRead(item, AMeasure, out var measure))
                found.Add(measure);
        }

        if (found.Count < items.Count)
            return null;
        if (found.Count >= atLeast && found.Distinct().Count() == found.Count)
            return found;
        yaml.Refuse(node, expected);
        return null;
    }

    /// <summary>As kpis.md section 1 says: a count is its own sample, a sum's is the number of facts with a known amount, a quotient's its denominator's.</summary>
    private static KpiFormula? WithSample(KpiFormula formula, Term? stated, ConfigSection kpi)
    {
        var counted = formula is QuotientFormula quotient ? quotient.Denominator : ((SumFormula)formula).Sum;
        var parts = counted.Parts.Select(part => part.Measure).ToList();
        if (stated is null && parts.Find(measure => measure.Sample is null) is { } uncounted)
        {
            kpi.Refuse("sample", $"a measure that counts: nothing counts the facts of {uncounted.Id}");
            return null;
        }

        var counts = stated ?? Combined([.. parts.Select(measure => measure.Sample!).Distinct()], 1);
        if (formula is QuotientFormula ratio)
            return stated is null && parts.TrueForAll(measure => measure.IsCount) ? ratio : ratio with { Sample = counts };
        return new SumFormula(counted, counts);
    }
}
