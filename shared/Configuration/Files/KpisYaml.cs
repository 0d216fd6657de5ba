using System.Globalization;
using System.Text.RegularExpressions;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Configuration.Files;

/// <summary>The KPIs that a business declares.</summary>
/// <param name="Kpis">Those without an error.</param>
/// <param name="Broken">The ids of the others, as far as they have one.</param>
internal sealed record DeclaredKpis(IReadOnlyList<Kpi> Kpis, IReadOnlySet<string> Broken);

/// <summary>
/// Reads kpis.yaml: `kpis:`, each `{id, name, question, unit, better, windows, formula, sample, dimensions, minimumSample, family, pitfall, playbook}`,
/// with the formula of <see cref="KpiFormulaYaml"/>.
/// </summary>
internal static partial class KpisYaml
{
    private const string DefaultFamily = "own";
    private const int TwoYears = 730;

    private static readonly ConfigType<string> Id = ConfigTypes.Matching("an id of lower-case letters, digits and _, e.g. loss_rate", IdPattern());
    private static readonly ConfigType<string> Dimension = ConfigTypes.Matching("a dimension, e.g. region", IdPattern());
    private static readonly ConfigType<Unit> UnitWord = ConfigTypes.OneOf(
        Enum.GetValues<Unit>().Select(unit => KeyValuePair.Create(unit.ToString().ToLowerInvariant(), unit)).Append(new("%", Unit.Percent)).ToDictionary());

    /// <summary>The declared KPIs.</summary>
    /// <param name="yaml">The file.</param>
    /// <param name="builtIn">The product's own KPIs, whose measures may be used and whose ids may not.</param>
    public static DeclaredKpis Read(ConfigSection yaml, KpiCatalogue builtIn)
    {
        var kpis = new Dictionary<string, Kpi>(StringComparer.Ordinal);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in yaml.Sections("kpis"))
        {
            var id = IdOf(section, builtIn, kpis.Keys.Concat(broken));
            if (KpiOf(section, id ?? "", builtIn) is { } kpi && id is not null)
                kpis.Add(id, kpi);
            else if (id is not null)
                broken.Add(id);
        }

        yaml.RefuseUnknownKeys();
        return new DeclaredKpis([.. kpis.Values], broken);
    }

    private static string? IdOf(ConfigSection yaml, KpiCatalogue builtIn, IEnumerable<string> others)
    {
        if (!yaml.Required("id", Id, out var id))
            return null;
        var taken = builtIn.Find(id) is not null ? $"the product has a KPI {id}" : others.Contains(id) ? "another KPI here has it" : null;
        if (taken is null)
            return id;
        yaml.Refuse("id", $"an id of its own: {taken} already");
        return null;
    }

    private static Kpi? KpiOf(ConfigSection yaml, string id, KpiCatalogue builtIn)
    {
        var hasName = yaml.Required("name", ConfigTypes.Text, out var name);
        var hasQuestion = yaml.Required("question", ConfigTypes.Text, out var question);
        var hasUnit = yaml.Required("unit", UnitWord, out var unit);
        var hasDirection = yaml.Required("better", ConfigTypes.Word<Direction>(), out var better);
        var formula = new KpiFormulaYaml(builtIn).Read(yaml, hasUnit ? unit : Unit.Ratio);
        var measures = formula is null ? [] : MeasuresOf(formula);
        var windows = Windows(yaml, measures);
        var carriers = measures.Select(measure => measure.Of).Distinct().ToList();
        var hasDimensions = TryReadDimensions(yaml, measures, carriers, out var dimensions);
        var isShare = unit is Unit.Percent or Unit.Points;
        var minimumSample = yaml.Value("minimumSample", ConfigTypes.Int(1, 1_000_000), hasUnit && isShare ? 30 : 1);
        var (family, pitfall) = (yaml.Value("family", CommonTypes.Id, DefaultFamily), yaml.Value("pitfall", ConfigTypes.Text, ""));
        var playbook = yaml.List("playbook", ConfigTypes.Text);
        yaml.RefuseUnknownKeys();
        if (!hasName || !hasQuestion || !hasUnit || !hasDirection || formula is null || windows is null || !hasDimensions)
            return null;
        return new Kpi
        {
            Id = id, Name = name!, Question = question!, Family = family, Unit = unit, Better = better, Carriers = carriers, Dimensions = dimensions, Windows = windows,
            Reach = measures.Max(measure => measure.Reach), Formula = formula, MinimumSample = minimumSample, Pitfall = pitfall, Playbook = playbook,
        };
    }

    /// <summary>What the value is made of; what only the sample reads says nothing about windows and segments.</summary>
    private static List<Measure> MeasuresOf(KpiFormula formula) => [.. (formula switch
    {
        QuotientFormula quotient => quotient.Numerator.Parts.Concat(quotient.Denominator.Parts),
        SumFormula sum => sum.Sum.Parts,
        _ => formula.Terms.SelectMany(term => term.Parts),
    }).Select(part => part.Measure).Distinct()];

    private static IReadOnlyList<int>? Windows(ConfigSection yaml, List<Measure> measures)
    {
        if (yaml.Node("windows") is null or ConfigList { Items.Count: 0 })
        {
            yaml.Refuse("windows", "one or more windows in days, e.g. [30, 90]; 0 is the state at the day's end");
            return null;
        }

        var windows = yaml.List("windows", ConfigTypes.Int(0, TwoYears));
        if (Problem(windows, measures) is { } expected)
        {
            yaml.Refuse("windows", expected);
            return null;
        }

        return windows.Count > 0 ? [.. windows.Order()] : null;
    }

    private static string? Problem(IReadOnlyList<int> windows, List<Measure> measures)
    {
        if (windows.Distinct().Count() < windows.Count)
            return "each window once";
        if (windows.Contains(0) && measures.Find(measure => !measure.IsState) is { } happening)
            return $"windows of 1 day or more: {happening.Id} is no state at the day's end";
        return windows.Any(window => window > 0) && measures.Count > 0 && measures.TrueForAll(measure => measure.IsState)
            ? $"[0]: {string.Join(", ", measures.Select(measure => measure.Id))} are states at the day's end, whatever the window"
            : null;
    }

    /// <summary>Without the key: all dimensions of the one carrier, or those that several share.</summary>
    private static bool TryReadDimensions(ConfigSection yaml, List<Measure> measures, List<Carrier> carriers, out IReadOnlyList<string>? dimensions)
    {
        var stated = yaml.Has("dimensions") ? yaml.List("dimensions", Dimension) : null;
        dimensions = stated;
        if (carriers.Count <= 1)
            return true;
        var shared = CarrierDimensions.Shared(carriers);
        dimensions = stated ?? shared;
        if (stated is null && shared.Count == 0)
        {
            yaml.Refuse("formula", $"measures that share a dimension, or 'dimensions: []' for the whole business alone: {string.Join(", ", measures.Select(Described))} share none");
            return false;
        }

        if (stated?.Except(shared).FirstOrDefault() is { } foreign)
        {
            yaml.Refuse("dimensions", string.Create(CultureInfo.InvariantCulture, $"dimensions that the measures share ({(shared.Count == 0 ? "none" : string.Join(", ", shared))}), not {foreign}"));
            return false;
        }

        return true;
    }

    private static string Described(Measure measure) => $"{measure.Id} ({string.Join(", ", CarrierDimensions.Of(measure.Of))})";

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$")]
    private static partial Regex IdPattern();
}
