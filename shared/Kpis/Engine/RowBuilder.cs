using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Kpis.Engine;

/// <summary>Makes metric rows of a sealed board by the formulas and the rules for 0, no data and no row (kpis.md sections 1 and 3).</summary>
internal sealed class RowBuilder(KpiPlan plan, MeasureBoard board, Presence presence)
{
    private readonly Dictionary<string, IReadOnlyList<SegmentRows>> segments = new(StringComparer.Ordinal);

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

    private IReadOnlyList<SegmentRows> SegmentsOf(Kpi kpi)
    {
        if (!segments.TryGetValue(kpi.Id, out var found))
            segments[kpi.Id] = found = SegmentRows.Of(kpi, plan.Business.Segments, presence, board.Space);
        return found;
    }

    private Result Evaluate(Kpi kpi, int window, int segment, int day) => kpi.Formula switch
    {
        CountFormula f => Count(f, window, segment, day),
        SumFormula f => Sum(f, window, segment, day),
        QuotientFormula f => Quotient(f, window, segment, day),
        MedianFormula f => Median(f, window, segment, day),
        FlowFormula f => Flow(f, window, segment, day),
        LifetimeFormula f => Lifetime(f, window, segment, day),
        ValuesFormula f => Values(f, window, segment, day),
        ReturnFormula f => Return(f, window, segment, day),
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
        var sample = formula.Sample is null ? denominator : Read(formula.Sample, window, segment, day);
        return Result.OfQuotient((double)numerator, (double)denominator, formula.Scale, (long)sample);
    }

    private Result Lifetime(LifetimeFormula formula, int window, int segment, int day)
    {
        if (!IsDelivered(formula.Revenue, day))
            return Result.NoData;
        var (lost, cohort) = (Read(formula.Lost, window, segment, day), Read(formula.Cohort, window, segment, day));
        var cap = plan.Business.LifespanCapYears;
        var years = lost > 0 ? Math.Min((double)cohort / (double)lost, cap) : cap;
        var buyers = Read(formula.Buyers, window, segment, day);
        return Result.OfQuotient((double)Read(formula.Revenue, window, segment, day) * years, (double)buyers, 1, (long)buyers);
    }

    private Result Values(ValuesFormula formula, int window, int segment, int day)
    {
        var (numerator, denominator) = (ValueOf(formula.Numerator, window, segment, day).Value, ValueOf(formula.Denominator, window, segment, day).Value);
        var sample = (long)(ValueOf(formula.SampleOf, window, segment, day).Denominator ?? 0);
        return new Result(denominator == 0 ? null : numerator / denominator, numerator, denominator, sample);
    }

    private Result Return(ReturnFormula formula, int window, int segment, int day)
    {
        if (!IsDelivered(formula.Returns + formula.Cost, day))
            return Result.NoData;
        var cost = Read(formula.Cost, window, segment, day);
        var gain = (Read(formula.Returns, window, segment, day) * plan.Business.Margin) - cost;
        return Result.OfQuotient((double)gain, (double)cost, 100, (long)Read(formula.Sample, window, segment, day));
    }

    private Result Median(MedianFormula formula, int window, int segment, int day)
    {
        var (median, count) = board.ReadMedian(plan.UseOf(new MeasureTerm(formula.Values, WindowEnd.AtDay), window), segment, day);
        return new Result(formula.SinceDay ? day - median : median, null, null, count);
    }

    /// <summary>0 when there is nothing in flow, whatever the other parts are; numerator and denominator where their own parts are known.</summary>
    private Result Flow(FlowFormula formula, int window, int segment, int day)
    {
        var isDelivered = formula.Count.Needs.All(carrier => presence.IsDelivered(carrier, day));
        double? count = isDelivered ? (double)board.Read(KpiPlan.StateOf(formula.Count), segment, day) : null;
        var numerator = count;
        foreach (var (kpi, scale) in formula.Factors)
            numerator *= ValueOf(kpi, window, segment, day).Value / scale;
        var divisor = ValueOf(formula.Divisor, window, segment, day).Value;
        var value = count == 0 ? 0 : divisor == 0 ? null : numerator / divisor;
        return new Result(value, count == 0 ? 0 : numerator, divisor, isDelivered ? (long)Read(formula.Sample, window, segment, day) : 0);
    }

    private Result ValueOf(string kpi, int window, int segment, int day) => Evaluate(plan.Find(kpi), window, segment, day);

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

        public static Result OfQuotient(double numerator, double denominator, int scale, long sample) =>
            new(denominator == 0 ? null : numerator / denominator * scale, numerator, denominator, sample);
    }
}
