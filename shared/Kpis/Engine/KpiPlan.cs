using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Kpis.Engine;

/// <summary>Which KPIs over which windows a run computes, and so which uses of measures it has to keep.</summary>
public sealed class KpiPlan
{
    private readonly KpiCatalogue catalogue;

    /// <summary>A plan for every KPI of a catalogue, each over its own windows.</summary>
    /// <param name="catalogue">The KPIs.</param>
    /// <param name="business">business.yaml.</param>
    /// <param name="extraWindow">A further window, in days, for every KPI that has one of at least a day; for looking at a whole range at once.</param>
    public KpiPlan(KpiCatalogue catalogue, BusinessConfiguration business, int? extraWindow = null)
        : this(catalogue.All, catalogue, business, extraWindow)
    {
    }

    /// <summary>A plan for some KPIs of a catalogue, each over its own windows.</summary>
    /// <param name="kpis">The KPIs.</param>
    /// <param name="catalogue">Where the KPIs are that formulas read.</param>
    /// <param name="business">business.yaml.</param>
    /// <param name="extraWindow">A further window, in days, for every KPI that has one of at least a day.</param>
    public KpiPlan(IEnumerable<Kpi> kpis, KpiCatalogue catalogue, BusinessConfiguration business, int? extraWindow = null)
    {
        this.catalogue = catalogue;
        Business = business;
        Kpis = [.. kpis.OrderBy(kpi => kpi.Id, StringComparer.Ordinal)];
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

    /// <summary>A KPI of the catalogue, one that a formula reads.</summary>
    /// <exception cref="InvalidOperationException">There is none of that id.</exception>
    public Kpi Find(string id) => catalogue.Find(id) ?? throw new InvalidOperationException($"The catalogue has no KPI {id}, which a formula reads.");

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
