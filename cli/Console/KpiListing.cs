using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Reasons;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>The catalogue in words.</summary>
internal static class KpiListing
{
    /// <summary>One line a KPI.</summary>
    public static Table Table(IEnumerable<Kpi> kpis)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("KPI", "Family", "Unit", "Better", "Days", "Question");
        foreach (var kpi in kpis)
        {
            table.AddRow(new[] { kpi.Id, kpi.Family, kpi.UnitText, Better(kpi.Better), Windows(kpi), kpi.Question }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>All about one KPI, line by line.</summary>
    public static IEnumerable<string> Details(Kpi kpi, KpiCatalogue catalogue)
    {
        yield return $"{kpi.Id}: {kpi.Name}";
        yield return $"  {kpi.Question}";
        yield return "";
        yield return $"  family          {kpi.Family}";
        yield return $"  unit            {kpi.UnitText}";
        yield return $"  better          {Better(kpi.Better)}";
        yield return $"  days            {Windows(kpi)}";
        yield return $"  formula         {FormulaText.Of(kpi.Formula)}";
        yield return $"  needs           {string.Join("; ", KpiNeeds.Of(kpi, catalogue).Lines())}";
        yield return $"  minimum sample  {kpi.MinimumSample}";
        yield return $"  segments        {string.Join(", ", kpi.NamedDimensions.Prepend("all"))}";
        if (kpi.Pitfall.Length > 0)
            yield return $"  pitfall         {kpi.Pitfall}";
        foreach (var figure in kpi.IndustryFigures)
        {
            yield return $"  published       {Figure(figure)} {kpi.UnitText} ({figure.Industry}; {figure.Source}{(figure.Year is { } year ? $", {year}" : "")}; grade {figure.Grade})";
        }

        if (kpi.Playbook.Count == 0)
            yield break;
        yield return "";
        yield return "  When it is off:";
        foreach (var step in kpi.Playbook)
        {
            yield return $"  - {step}";
        }
    }

    private static string Better(Direction better) => better switch
    {
        Direction.Up => "more",
        Direction.Down => "less",
        _ => "neither",
    };

    private static string Windows(Kpi kpi) => string.Join(", ", kpi.Windows.Select(w => w == 0 ? "at the day's end" : w.ToString(CultureInfo.InvariantCulture)));

    private static string Figure(IndustryFigure figure) => figure.Low == figure.High
        ? figure.Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{figure.Low} to {figure.High}");
}
