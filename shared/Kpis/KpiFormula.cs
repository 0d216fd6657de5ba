using CrmServerless.Kpis.Measures;

namespace CrmServerless.Kpis;

/// <summary>A number made of measures: a measure over the KPI's window, or a sum or difference of such.</summary>
public abstract record Term
{
    /// <summary>The measures it reads.</summary>
    public abstract IEnumerable<MeasureTerm> Parts { get; }

    /// <summary>A measure stands for itself over the KPI's window.</summary>
    public static implicit operator Term(Measure measure) => FromMeasure(measure);

    /// <summary>A measure over the KPI's window, ending with the day.</summary>
    public static Term FromMeasure(Measure measure) => new MeasureTerm(measure, WindowEnd.AtDay);

    /// <summary>The sum of two terms.</summary>
    public static Term operator +(Term left, Term right) => new SumTerm(left, right, 1);

    /// <summary>The difference of two terms.</summary>
    public static Term operator -(Term left, Term right) => new SumTerm(left, right, -1);

    /// <summary>The sum of two terms.</summary>
    public static Term Add(Term left, Term right) => left + right;

    /// <summary>The difference of two terms.</summary>
    public static Term Subtract(Term left, Term right) => left - right;
}

/// <summary>A measure over the KPI's window.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="End">When its window ends.</param>
public sealed record MeasureTerm(Measure Measure, WindowEnd End) : Term
{
    /// <inheritdoc/>
    public override IEnumerable<MeasureTerm> Parts => [this];
}

/// <summary>The sum (sign 1) or difference (sign -1) of two terms.</summary>
public sealed record SumTerm(Term Left, Term Right, int Sign) : Term
{
    /// <inheritdoc/>
    public override IEnumerable<MeasureTerm> Parts => Left.Parts.Concat(Right.Parts);
}

/// <summary>How a KPI's value is made of measures. The subtypes are the kinds that the catalogue needs.</summary>
public abstract record KpiFormula
{
    /// <summary>Every term it reads.</summary>
    public abstract IEnumerable<Term> Terms { get; }

    /// <summary>Every measure it reads, each once.</summary>
    public virtual IEnumerable<Measure> Measures => Terms.SelectMany(term => term.Parts).Select(part => part.Measure).Distinct();

    /// <summary>The KPIs (of the same segment and day, each with the window of this one) whose values it reads.</summary>
    public virtual IEnumerable<string> Kpis => [];
}

/// <summary>A count of things; its sample is the count.</summary>
public sealed record CountFormula(Term Count) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Count];
}

/// <summary>A sum of amounts; its sample is the number of facts with a known amount.</summary>
public sealed record SumFormula(Term Sum, Term Sample) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Sum, Sample];
}

/// <summary>numerator / denominator x scale; no data where the denominator is 0.</summary>
/// <param name="Numerator">Unscaled.</param>
/// <param name="Denominator">Of the quotient.</param>
/// <param name="Scale">100 for percentages and points, else 1.</param>
/// <param name="Sample">The sample; null: the denominator, a count.</param>
public sealed record QuotientFormula(Term Numerator, Term Denominator, int Scale, Term? Sample = null) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => Sample is null ? [Numerator, Denominator] : [Numerator, Denominator, Sample];
}

/// <summary>The median of single values by linear interpolation (PERCENTILE_CONT 0.5); its sample is the number of values.</summary>
/// <param name="Values">The values.</param>
/// <param name="SinceDay">True: the values are day numbers, and the median is of the days from them to the day.</param>
public sealed record MedianFormula(Measure Values, bool SinceDay = false) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Values];
}

/// <summary>
/// A count x the values of KPIs / the value of a KPI: no data when a part has none or the divisor is 0.
/// </summary>
/// <param name="Count">The first factor, a state at the day's end.</param>
/// <param name="Factors">The other factors: KPIs, each with what its value is divided by (100 for a percentage).</param>
/// <param name="Divisor">The KPI that the product is divided by.</param>
/// <param name="Sample">The sample.</param>
public sealed record FlowFormula(Measure Count, IReadOnlyList<(string Kpi, int Scale)> Factors, string Divisor, Term Sample) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Sample];

    /// <inheritdoc/>
    public override IEnumerable<Measure> Measures => base.Measures.Prepend(Count).Distinct();

    /// <inheritdoc/>
    public override IEnumerable<string> Kpis => [.. Factors.Select(f => f.Kpi), Divisor];
}

/// <summary>
/// What a buyer will bring in all: revenue x lifespan / buyers. The lifespan in years is 1 / churn rate of the same window and segment, at
/// most `lifespanCapYears`, and that where nobody churned or nobody was there to churn.
/// </summary>
/// <param name="Revenue">Revenue from buyers.</param>
/// <param name="Buyers">Distinct buyers; also the sample.</param>
/// <param name="Lost">Customers lost of the cohort.</param>
/// <param name="Cohort">The customers active a window ago.</param>
public sealed record LifetimeFormula(Term Revenue, Term Buyers, Term Lost, Term Cohort) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Revenue, Buyers, Lost, Cohort];
}

/// <summary>The value of one KPI / the value of another, each of the same window and segment; its sample is the denominator of a third.</summary>
/// <param name="Numerator">A KPI's id.</param>
/// <param name="Denominator">A KPI's id.</param>
/// <param name="SampleOf">The KPI whose denominator is the sample.</param>
public sealed record ValuesFormula(string Numerator, string Denominator, string SampleOf) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [];

    /// <inheritdoc/>
    public override IEnumerable<string> Kpis => [Numerator, Denominator];
}

/// <summary>(returns x the configured `margin` - cost) / cost x 100.</summary>
/// <param name="Returns">Revenue that the cost brought.</param>
/// <param name="Cost">The cost.</param>
/// <param name="Sample">The sample.</param>
public sealed record ReturnFormula(Term Returns, Term Cost, Term Sample) : KpiFormula
{
    /// <inheritdoc/>
    public override IEnumerable<Term> Terms => [Returns, Cost, Sample];
}
