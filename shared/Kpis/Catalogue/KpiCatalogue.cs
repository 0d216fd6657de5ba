using System.Collections.Frozen;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>KPIs by id: those of the product, with or without those that a business declares in kpis.yaml. It never changes.</summary>
public sealed class KpiCatalogue
{
    private readonly FrozenDictionary<string, Kpi> byId;

    /// <summary>A catalogue of these KPIs.</summary>
    /// <exception cref="ArgumentException">Two have one id.</exception>
    public KpiCatalogue(IEnumerable<Kpi> kpis)
    {
        All = [.. kpis];
        byId = All.ToFrozenDictionary(kpi => kpi.Id, StringComparer.Ordinal);
        Measures = [.. All.SelectMany(kpi => kpi.Formula.Measures).Distinct().OrderBy(measure => measure.Id, StringComparer.Ordinal)];
    }

    /// <summary>The product's own KPIs, by family, then as kpis.md lists them.</summary>
    public static KpiCatalogue BuiltIn { get; } =
        new([.. SalesKpis.All, .. RetentionKpis.All, .. CostKpis.All, .. ServiceKpis.All, .. VoiceKpis.All, .. EngagementKpis.All]);

    /// <summary>All KPIs, in the order in which they are shown.</summary>
    public IReadOnlyList<Kpi> All { get; }

    /// <summary>The measures that they are made of, by id.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>The KPI with that id, or null.</summary>
    public Kpi? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>These KPIs, and others after them.</summary>
    /// <exception cref="ArgumentException">Two have one id.</exception>
    public KpiCatalogue With(IEnumerable<Kpi> others) => new([.. All, .. others]);
}
