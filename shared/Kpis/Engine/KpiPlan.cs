using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Kpis.Engine;

/// <summary>Which KPIs over which windows a run computes, and so which uses of measures it has to keep.</summary>
public sealed class KpiPlan
{
    private readonly Dictionary<string, Kpi> known;

    /// <summary>A plan for these KPIs, each over its own windows.</summary>
    /// <param name="kpis">The KPIs.</param>
    /// <param name="business">business.yaml.</param>
    /// <param name="extraWindow">A further window, in days, for every KPI that has one of at least a day; for looking at a whole range at once.</param>
    public KpiPlan(IEnumerable<Kpi> kpis, BusinessConfiguration business, int? extraWindow = null)
    {
        Business = business;
        Kpis = [.. kpis.OrderBy(kpi => kpi.Id, StringComparer.Ordinal)];
        known = Kpis.Concat(Kpis.SelectMany(kpi => kpi.Formula.Kpis).Select(KpiCatalogue.Find).OfType<Kpi>())
            .DistinctBy(kpi => kpi.Id).ToDictionary(kpi => kpi.Id, StringComparer.Ordinal);
        Windows = Kpis.ToDictionary(kpi => kpi.Id, kpi => WindowsOf(kpi, extraWindow), StringComparer.Ordinal);
    }

    /// <summary>business.yaml.</summary>
    public BusinessConfiguration Business { get; }

    /// <summary>The KPIs, by id.</summary>
    public IReadOnlyList<Kpi> Kpis { get; }

    /// <summary>The windows of each KPI, ascending.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Windows { get; }

    /// <summary>Every use of a measure that some formula reads.</summary>
    public IEnumerable<MeasureUse> Uses =>
        from asked in Kpis
        from window in Windows[asked.Id]
        from kpi in asked.Formula.Kpis.Select(Find).Append(asked)
        from use in kpi.Formula.Terms.SelectMany(term => term.Parts).Select(part => UseOf(part, window)).Concat(StatesOf(kpi.Formula))
        select use;

    /// <summary>A KPI of the plan, or one that a formula of the plan reads.</summary>
    public Kpi Find(string id) => known[id];

    /// <summary>A term's measure over a KPI's window.</summary>
    public MeasureUse UseOf(MeasureTerm term, int window) => new(term.Measure, window, term.End switch
    {
        WindowEnd.WindowEarlier => window,
        WindowEnd.MaturityEarlier => Business.LeadMaturityDays,
        _ => 0,
    });

    /// <summary>A measure as the state at the day's end.</summary>
    public static MeasureUse StateOf(Measure measure) => new(measure, 0, 0);

    private static IEnumerable<MeasureUse> StatesOf(KpiFormula formula) => formula is FlowFormula flow ? [StateOf(flow.Count)] : [];

    private static IReadOnlyList<int> WindowsOf(Kpi kpi, int? extraWindow) =>
        extraWindow is { } extra && kpi.Windows.Any(w => w > 0) ? [.. kpi.Windows.Append(extra).Distinct().Order()] : kpi.Windows;
}
