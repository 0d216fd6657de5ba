using CrmServerless.Configuration.Yaml;
using CrmServerless.Kpis;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads a benchmark of kind industry: one of the KPI's published figures by its industry's name, or a figure of one's own with its source.</summary>
internal static class IndustryYaml
{
    public static IndustryDefinition? Read(ConfigSection yaml, Kpi kpi)
    {
        var industry = yaml.Value("industry", ConfigTypes.Text, "all");
        return yaml.Has("figure") || yaml.Has("range") || yaml.Has("source") ? OwnFigure(yaml, kpi, industry) : Published(yaml, kpi, industry);
    }

    private static IndustryDefinition? OwnFigure(ConfigSection yaml, Kpi kpi, string industry)
    {
        var hasSource = yaml.Required("source", ConfigTypes.Text, out var source);
        var year = yaml.OptionalValue("year", ConfigTypes.Int(1990, 2100));
        if (yaml.Has("range"))
        {
            return BenchmarkYaml.Range(yaml, "range", kpi) is { } range && hasSource ? new IndustryDefinition(industry, range.Low, range.High, source!, year) : null;
        }

        return yaml.Required("figure", BenchmarkYaml.ValueOf(kpi), out var figure) && hasSource ? new IndustryDefinition(industry, figure, figure, source!, year) : null;
    }

    private static IndustryDefinition? Published(ConfigSection yaml, Kpi kpi, string industry)
    {
        if (kpi.IndustryFigures.FirstOrDefault(f => f.Industry.Equals(industry, StringComparison.OrdinalIgnoreCase)) is { } figure)
        {
            return new IndustryDefinition(figure.Industry, figure.Low, figure.High, figure.Source, figure.Year);
        }

        yaml.Refuse("industry", kpi.IndustryFigures.Count == 0
            ? $"figure and source: no figure is published for {kpi.Id}"
            : $"an industry with a published figure for {kpi.Id} ({string.Join(", ", kpi.IndustryFigures.Select(f => f.Industry))}), or figure and source");
        return null;
    }
}
