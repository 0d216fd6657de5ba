using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;

namespace CrmServerless.Cli.Console;

/// <summary>The catalogue as a page of Markdown: docs/kpis.md.</summary>
internal static class KpiPage
{
    /// <summary>The page; lines end with LF.</summary>
    public static string Render(KpiCatalogue catalogue)
    {
        var lines = Head(catalogue.All).Concat(catalogue.All.GroupBy(kpi => kpi.Family).SelectMany(family => Family(family.Key, family))).Concat(MeasuresOf(catalogue));
        return string.Join('\n', lines) + '\n';
    }

    private static IEnumerable<string> Head(IReadOnlyList<Kpi> kpis) =>
    [
        "# The KPIs",
        "",
        "Made from the catalogue by `dotnet run --project cli -- kpis --markdown > docs/kpis.md`; a test compares the two.",
        "",
        string.Create(CultureInfo.InvariantCulture, $"{kpis.Count} KPIs. The formula's parts are the measures of `shared/Kpis/Measures/`, added up over the days of the window; days are"),
        "local days of the business. *Days* are the windows that are computed: 30 is the 30 days that end with the day, \"the day's end\" is a state.",
        "Below the minimum sample a value is shown, but no alert is judged by it. *Segments* are the dimensions that may be configured, besides columns of",
        "one's own.",
    ];

    private static IEnumerable<string> MeasuresOf(KpiCatalogue catalogue) =>
    [
        "",
        "## Measures",
        "",
        "What the KPIs are made of, and what `kpis.yaml` may make others of ([README](../README.md#kpis-of-ones-own)). *Over*: what is added up over the days of the",
        "window, or a state at the day's end. *Segments*: whose dimensions put it into segments. *Sample*: the measure that counts its facts.",
        "",
        "| measure | what | over | segments | sample |",
        "|---|---|---|---|---|",
        .. catalogue.Measures.Where(measure => measure.AddsUp).Select(measure =>
            $"| `{measure.Id}` | {measure.About} | {MeasureListing.Over(measure)} | {MeasureListing.SegmentsOf(measure)} | {(measure.Sample is { } sample ? $"`{sample.Id}`" : "none")} |"),
        "",
        $"Single values, which have a median only: {string.Join("; ", catalogue.Measures.Where(measure => !measure.AddsUp).Select(measure => $"`{measure.Id}`, {measure.About}"))}.",
    ];

    private static IEnumerable<string> Family(string name, IEnumerable<Kpi> kpis)
    {
        yield return "";
        yield return $"## Family `{name}`";
        foreach (var line in kpis.SelectMany(Section))
            yield return line;
    }

    private static IEnumerable<string> Section(Kpi kpi)
    {
        yield return "";
        yield return $"### {kpi.Name}: `{kpi.Id}`";
        yield return "";
        yield return kpi.Question;
        yield return "";
        yield return $"- Formula: {FormulaText.Of(kpi.Formula, "`")}";
        yield return $"- Unit: {kpi.UnitText}; better is {Better(kpi.Better)}; days: {string.Join(", ", kpi.Windows.Select(Window))}; minimum sample: {kpi.MinimumSample}";
        yield return $"- Segments: {(kpi.NamedDimensions.Count == 0 ? "none" : string.Join(", ", kpi.NamedDimensions))}{(kpi.Dimensions is null ? "" : "; no others")}";
        yield return $"- Mind: {kpi.Pitfall}";
        foreach (var figure in kpi.IndustryFigures)
            yield return $"- Published: {Figure(figure)} {kpi.UnitText} ({figure.Industry}; {figure.Source}{(figure.Year is { } year ? $", {year}" : "")}; grade {figure.Grade})";
        yield return $"- When it is off: {string.Join(' ', kpi.Playbook)}";
    }

    private static string Better(Direction better) => better switch
    {
        Direction.Up => "more",
        Direction.Down => "less",
        _ => "neither too much nor too little",
    };

    private static string Window(int window) => window == 0 ? "the day's end" : window.ToString(CultureInfo.InvariantCulture);

    private static string Figure(IndustryFigure figure) => figure.Low == figure.High
        ? figure.Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{figure.Low} to {figure.High}");
}
