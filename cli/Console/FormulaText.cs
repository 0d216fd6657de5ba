using CrmServerless.Kpis;
using CrmServerless.Kpis.Measures;

namespace CrmServerless.Cli.Console;

/// <summary>Formulas in words.</summary>
internal sealed class FormulaText
{
    private readonly string quote;

    private FormulaText(string quote) => this.quote = quote;

    /// <summary>A formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="quote">What stands around ids.</param>
    public static string Of(KpiFormula formula, string quote = "") => new FormulaText(quote).Text(formula);

    private string Text(KpiFormula formula) => formula switch
    {
        CountFormula count => Text(count.Count),
        SumFormula sum => Text(sum.Sum),
        QuotientFormula quotient => $"{Grouped(quotient.Numerator)} / {Grouped(quotient.Denominator)}{(quotient.Scale == 1 ? "" : $" x {quotient.Scale}")}",
        MedianFormula { SinceDay: true } median => $"median of the days since {Code(median.Values.Id)}",
        MedianFormula median => $"median of {Code(median.Values.Id)}",
        LifetimeFormula life => $"{Text(life.Revenue)} / {Text(life.Buyers)} x years, years being {Text(life.Cohort)} / {Grouped(life.Lost)}, at most lifespanCapYears",
        ValuesFormula values => $"{Code(values.Numerator)} / {Code(values.Denominator)}",
        ReturnFormula returns => $"({Text(returns.Returns)} x margin - {Text(returns.Cost)}) / {Text(returns.Cost)} x 100",
        FlowFormula flow => $"{Code(flow.Count.Id)} x {string.Join(" x ", flow.Factors.Select(Factor))} / {Code(flow.Divisor)}",
        _ => throw new InvalidOperationException($"No words for {formula.GetType().Name}."),
    };

    private string Factor((string Kpi, int Scale) factor) => factor.Scale == 1 ? $"{Code(factor.Kpi)}" : $"{Code(factor.Kpi)} / {factor.Scale}";

    private string Grouped(Term term) => term is SumTerm ? $"({Text(term)})" : Text(term);

    private string Text(Term term) => term switch
    {
        MeasureTerm { End: WindowEnd.WindowEarlier } before => $"{Code(before.Measure.Id)} of the window before",
        MeasureTerm { End: WindowEnd.MaturityEarlier } mature => $"{Code(mature.Measure.Id)} of the window that ended leadMaturityDays ago",
        MeasureTerm measure => $"{Code(measure.Measure.Id)}",
        SumTerm sum => $"{Text(sum.Left)} {(sum.Sign > 0 ? '+' : '-')} {Grouped(sum.Right)}",
        _ => throw new InvalidOperationException($"No words for {term.GetType().Name}."),
    };

    private string Code(string id) => $"{quote}{id}{quote}";
}
