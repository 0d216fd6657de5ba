using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Engine;

/// <summary>Makes metric rows of a sealed board by the formulas and the rules for 0, no data and no row (kpis.md sections 1 and 3).</summary>
internal sealed class RowBuilder(KpiPlan plan, MeasureBoard board, Presence presence)
{
    /// <summary>All rows of a KPI and window for the board's days, by segment, then day.</summary>
    public IEnumerable<MetricRow> Rows(Kpi kpi, int window)
    {
        var unit = kpi.UnitText;
        foreach (var (segment, since) in SegmentsOf(kpi))
        {
            for (var day = Math.Max(board.From, since); day <= board.To; day++)
            {
                var result = Evaluate(kpi, window, segment, day);
                yield return new MetricRow(DateOnly.FromDayNumber(day), kpi.Id, window, board.Space.TextOf(segment), result.Value,
                    result.Numerator, result.Denominator, result.Sample, unit, result.Value is not null);
            }
        }
    }

    private IEnumerable<(int Segment, int Since)> SegmentsOf(Kpi kpi) => kpi.Carriers
        .SelectMany(presence.SegmentsOf)
        .Append(SegmentSpace.All)
        .Distinct()
        .Select(segment => (segment, segment == SegmentSpace.All ? board.From : kpi.Carriers.Min(carrier => presence.Since(carrier, segment))))
        .OrderBy(s => board.Space.TextOf(s.segment), StringComparer.Ordinal);

    private Result Evaluate(Kpi kpi, int window, int segment, int day) => kpi.Formula switch
    {
        CountFormula f => Count(f, window, segment, day),
        SumFormula f => Sum(f, window, segment, day),
        QuotientFormula f => Quotient(f, window, segment, day),
        MedianFormula f => Median(f, window, segment, day),
        FlowFormula f => Flow(f, window, segment, day),
        _ => throw new InvalidOperationException($"{kpi.Id}: no rule for a {kpi.Formula.GetType().Name}"),
    };

    private Result Count(CountFormula formula, int window, int segment, int day)
    {
        if (!IsDelivered(formula.Count, day))
            return Result.NoData;
        var count = Read(formula.Count, window, segment, day);
        return new Result((double)count, null, null, (long)count);
    }

    private Result Sum(SumFormula formula, int window, int segment, int day) =>
        IsDelivered(formula.Sum, day)
            ? new Result((double)Read(formula.Sum, window, segment, day), null, null, (long)Read(formula.Sample, window, segment, day))
            : Result.NoData;

    private Result Quotient(QuotientFormula formula, int window, int segment, int day)
    {
        if (!IsDelivered(formula.Numerator, day))
            return Result.NoData;
        var numerator = Read(formula.Numerator, window, segment, day);
        var denominator = Read(formula.Denominator, window, segment, day);
        var sample = (long)(formula.Sample is null ? denominator : Read(formula.Sample, window, segment, day));
        double? value = denominator == 0 ? null : (double)numerator / (double)denominator * formula.Scale;
        return new Result(value, (double)numerator, (double)denominator, sample);
    }

    private Result Median(MedianFormula formula, int window, int segment, int day)
    {
        var (median, count) = board.ReadMedian(plan.UseOf(new MeasureTerm(formula.Values, WindowEnd.AtDay), window), segment, day);
        return new Result(median, null, null, count);
    }

    /// <summary>0 when there is nothing in flow, whatever the other parts are; numerator and denominator where their own parts are known.</summary>
    private Result Flow(FlowFormula formula, int window, int segment, int day)
    {
        var isDelivered = formula.Count.Needs.All(carrier => presence.IsDelivered(carrier, day));
        double? count = isDelivered ? (double)board.Read(KpiPlan.StateOf(formula.Count), segment, day) : null;
        var numerator = count;
        foreach (var (kpi, scale) in formula.Factors)
            numerator *= Evaluate(plan.Find(kpi), window, segment, day).Value / scale;
        var divisor = Evaluate(plan.Find(formula.Divisor), window, segment, day).Value;
        var value = count == 0 ? 0 : divisor == 0 ? null : numerator / divisor;
        return new Result(value, count == 0 ? 0 : numerator, divisor, isDelivered ? (long)Read(formula.Sample, window, segment, day) : 0);
    }

    private bool IsDelivered(Term term, int day) => term.Parts.SelectMany(part => part.Measure.Needs).All(carrier => presence.IsDelivered(carrier, day));

    private decimal Read(Term term, int window, int segment, int day) => term switch
    {
        MeasureTerm t => board.Read(plan.UseOf(t, window), segment, day),
        SumTerm t => Read(t.Left, window, segment, day) + (t.Sign * Read(t.Right, window, segment, day)),
        _ => throw new InvalidOperationException($"No rule for a {term.GetType().Name}"),
    };

    private readonly record struct Result(double? Value, double? Numerator, double? Denominator, long Sample)
    {
        public static Result NoData => new(null, null, null, 0);
    }
}
