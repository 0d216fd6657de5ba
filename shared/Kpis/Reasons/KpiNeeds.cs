using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Reasons;

/// <summary>What a KPI needs so that it has a value, by its formula and the measures in it.</summary>
/// <param name="Delivered">Of these carriers there must be records.</param>
/// <param name="AboveZero">Of each of these lists a measure must be other than 0: denominators, and values of which the median is asked.</param>
public sealed record KpiNeeds(IReadOnlyList<Carrier> Delivered, IReadOnlyList<IReadOnlyList<Measure>> AboveZero)
{
    /// <summary>The needs of a KPI, with those of the KPIs that its formula reads.</summary>
    public static KpiNeeds Of(Kpi kpi, KpiCatalogue catalogue)
    {
        var (delivered, aboveZero) = Terms(kpi.Formula);
        var parts = kpi.Formula.Kpis.Distinct().Select(catalogue.Find).OfType<Kpi>().Select(part => Of(part, catalogue)).ToList();
        var carriers = delivered.Concat(aboveZero).SelectMany(measure => measure.Needs).Concat(parts.SelectMany(part => part.Delivered));
        IReadOnlyList<IReadOnlyList<Measure>> own = aboveZero.Count > 0 ? [aboveZero] : [];
        return new KpiNeeds([.. carriers.Distinct()], [.. own, .. parts.SelectMany(part => part.AboveZero)]);
    }

    /// <summary>The needs in words: entities, then columns of which some record must state something, as `entity.column` or `entity.column=word`.</summary>
    public IEnumerable<string> Lines() => Delivered.Select(carrier => string.Join(" or ", CarrierData.Of(carrier)))
        .Concat(AboveZero.SelectMany(any => any).SelectMany(measure => measure.States).Select(states => string.Join(" or ", DataClaim.Read(states)))).Distinct(StringComparer.Ordinal);

    /// <summary>As kpis.md section 1 has it: counts and sums need their entities, quotients those of the numerator and a denominator.</summary>
    private static (IReadOnlyList<Measure> Delivered, IReadOnlyList<Measure> AboveZero) Terms(KpiFormula formula) => formula switch
    {
        CountFormula count => (MeasuresOf(count.Count), []),
        SumFormula sum => (MeasuresOf(sum.Sum), []),
        QuotientFormula quotient => (MeasuresOf(quotient.Numerator), MeasuresOf(quotient.Denominator)),
        MedianFormula median => ([], [median.Values]),
        LifetimeFormula life => (MeasuresOf(life.Revenue), MeasuresOf(life.Buyers)),
        ReturnFormula returns => (MeasuresOf(returns.Returns), MeasuresOf(returns.Cost)),
        FlowFormula flow => ([flow.Count], []),
        _ => ([], []),
    };

    private static List<Measure> MeasuresOf(Term term) => [.. term.Parts.Select(part => part.Measure).Distinct()];
}
