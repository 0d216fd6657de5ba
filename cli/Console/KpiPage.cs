using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Cli.Console;

/// <summary>The catalogue as a page of Markdown: docs/kpis.md.</summary>
internal static class KpiPage
{
    /// <summary>The page; lines end with LF.</summary>
    public static string Render(IReadOnlyList<Kpi> kpis)
    {
        var lines = Head(kpis).Concat(kpis.GroupBy(kpi => kpi.Family).SelectMany(family => Family(family.Key, family)));
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
        yield return $"- Formula: {Formula(kpi.Formula)}";
        yield return $"- Unit: {kpi.UnitText}; better is {Better(kpi.Better)}; days: {string.Join(", ", kpi.Windows.Select(Window))}; minimum sample: {kpi.MinimumSample}";
        yield return $"- Segments: {(kpi.NamedDimensions.Count == 0 ? "none" : string.Join(", ", kpi.NamedDimensions))}{(kpi.Dimensions is null ? "" : "; no others")}";
        yield return $"- Mind: {kpi.Pitfall}";
        foreach (var figure in kpi.IndustryFigures)
            yield return $"- Published: {Figure(figure)} {kpi.UnitText} ({figure.Industry}; {figure.Source}{(figure.Year is { } year ? $", {year}" : "")}; grade {figure.Grade})";
        yield return $"- When it is off: {string.Join(' ', kpi.Playbook)}";
    }

    private static string Formula(KpiFormula formula) => formula switch
    {
        CountFormula count => Text(count.Count),
        SumFormula sum => Text(sum.Sum),
        QuotientFormula quotient => $"{Grouped(quotient.Numerator)} / {Grouped(quotient.Denominator)}{(quotient.Scale == 1 ? "" : $" x {quotient.Scale}")}",
        MedianFormula { SinceDay: true } median => $"median of the days since `{median.Values.Id}`",
        MedianFormula median => $"median of `{median.Values.Id}`",
        LifetimeFormula life => $"{Text(life.Revenue)} / {Text(life.Buyers)} x years, years being {Text(life.Cohort)} / {Grouped(life.Lost)}, at most lifespanCapYears",
        ValuesFormula values => $"`{values.Numerator}` / `{values.Denominator}`",
        ReturnFormula returns => $"({Text(returns.Returns)} x margin - {Text(returns.Cost)}) / {Text(returns.Cost)} x 100",
        FlowFormula flow => $"`{flow.Count.Id}` x {string.Join(" x ", flow.Factors.Select(Factor))} / `{flow.Divisor}`",
        _ => throw new InvalidOperationException($"No words for {formula.GetType().Name}."),
    };

    private static string Factor((string Kpi, int Scale) factor) => factor.Scale == 1 ? $"`{factor.Kpi}`" : $"`{factor.Kpi}` / {factor.Scale}";

    private static string Grouped(Term term) => term is SumTerm ? $"({Text(term)})" : Text(term);

    private static string Text(Term term) => term switch
    {
        MeasureTerm { End: WindowEnd.WindowEarlier } before => $"`{before.Measure.Id}` of the window before",
        MeasureTerm { End: WindowEnd.MaturityEarlier } mature => $"`{mature.Measure.Id}` of the window that ended leadMaturityDays ago",
        MeasureTerm measure => $"`{measure.Measure.Id}`",
        SumTerm sum => $"{Text(sum.Left)} {(sum.Sign > 0 ? '+' : '-')} {Grouped(sum.Right)}",
        _ => throw new InvalidOperationException($"No words for {term.GetType().Name}."),
    };

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
