using System.Diagnostics.CodeAnalysis;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Configuration.Files;

/// <summary>What one file may refer to in another; null where the other file is itself broken and says nothing for sure.</summary>
/// <param name="Catalogue">The KPIs, declared ones among them.</param>
/// <param name="BrokenKpis">The ids of KPIs that kpis.yaml declares with an error.</param>
/// <param name="Segments">The dimensions and combinations that are computed.</param>
/// <param name="People">The ids of people.</param>
internal sealed record ConfigContext(KpiCatalogue Catalogue, IReadOnlySet<string> BrokenKpis, IReadOnlySet<string>? Segments, IReadOnlySet<string>? People)
{
    /// <summary>A KPI's id.</summary>
    public ConfigType<Kpi> Kpi => new("the id of a KPI (`crm kpis` lists them)", (string text, [MaybeNullWhen(false)] out Kpi value) =>
        (value = Catalogue.Find(text)) is not null)
    { Words = [.. Catalogue.All.Select(kpi => kpi.Id)] };

    /// <summary>A KPI's id, where nothing else is asked of the KPI: also one whose declaration has an error, which is named there.</summary>
    public ConfigType<string> KpiId => new(Kpi.Expected, (string text, [MaybeNullWhen(false)] out string value) => Catalogue.Find(value = text) is not null || BrokenKpis.Contains(text))
    { Words = Kpi.Words };

    /// <summary>A KPI's family; any where a declaration has an error.</summary>
    public ConfigType<string> Family => BrokenKpis.Count > 0 ? ConfigTypes.Text : ConfigTypes.OneOf(Catalogue.All.Select(kpi => kpi.Family).Distinct().ToDictionary(family => family));

    /// <summary>A person's id.</summary>
    public ConfigType<string> Person => new("the id of a person in managers.yaml", (string text, [MaybeNullWhen(false)] out string value) =>
        (value = text) is not null && People?.Contains(text) != false)
    { Words = People is null ? [] : [.. People] };

    /// <summary>A dimension or combination that is computed.</summary>
    public ConfigType<string> Dimension => new(
        Segments is null ? "a dimension" : $"a dimension that business.yaml computes: {string.Join(", ", Segments)}",
        (string text, [MaybeNullWhen(false)] out string value) => (value = text) is not null && Segments?.Contains(text) != false)
    { Words = Segments is null ? [] : [.. Segments] };

    /// <summary>A segment as stored, of a dimension that is computed.</summary>
    public ConfigType<string> Segment => new(
        "all, or a segment such as region=North of a dimension that business.yaml computes",
        (string text, [MaybeNullWhen(false)] out string value) => IsSegment(value = text, Segments));

    private static bool IsSegment(string text, IReadOnlySet<string>? segments) =>
        text == "all" || (text.Split('&').All(part => part.Split('=') is [{ Length: > 0 }, { Length: > 0 }]) && segments?.Contains(RuleSegments.DimensionsOf(text)) != false);
}
