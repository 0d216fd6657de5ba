using System.Collections.Frozen;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>Every KPI of the product, by id.</summary>
public static class KpiCatalogue
{
    /// <summary>All KPIs, by family, then as kpis.md lists them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
        [.. SalesKpis.All, .. RetentionKpis.All, .. CostKpis.All, .. ServiceKpis.All, .. VoiceKpis.All, .. EngagementKpis.All];

    private static FrozenDictionary<string, Kpi> ById { get; } = All.ToFrozenDictionary(kpi => kpi.Id, StringComparer.Ordinal);

    /// <summary>The KPI with that id, or null.</summary>
    public static Kpi? Find(string id) => ById.GetValueOrDefault(id);
}
