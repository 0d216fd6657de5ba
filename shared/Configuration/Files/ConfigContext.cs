using System.Diagnostics.CodeAnalysis;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;

namespace CrmServerless.Configuration.Files;

/// <summary>What one file may refer to in another; null where the other file is itself broken and says nothing for sure.</summary>
/// <param name="Catalogue">The KPIs by id.</param>
/// <param name="Segments">The dimensions and combinations that are computed.</param>
/// <param name="People">The ids of people.</param>
internal sealed record ConfigContext(IReadOnlyDictionary<string, Kpi> Catalogue, IReadOnlySet<string>? Segments, IReadOnlySet<string>? People)
{
    /// <summary>A KPI's id.</summary>
    public ConfigType<Kpi> Kpi => new("the id of a KPI (`crm kpis` lists them)", (string text, [MaybeNullWhen(false)] out Kpi value) =>
        Catalogue.TryGetValue(text, out value))
    { Words = [.. Catalogue.Keys] };

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
