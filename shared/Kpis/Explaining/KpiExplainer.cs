using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using NodaTime;

namespace CrmServerless.Kpis.Explaining;

/// <summary>Computes one value once more, by the computation of every night, and tells what it is made of.</summary>
/// <param name="business">business.yaml; the segment need not be configured in it.</param>
/// <param name="derivedDimensions">The dimensions that mappings derive.</param>
/// <param name="catalogue">The KPIs that formulas may read.</param>
/// <param name="kept">What the last run kept of dimensions beyond their cap; null: there was none.</param>
public sealed class KpiExplainer(BusinessConfiguration business, IReadOnlyList<DerivedDimension> derivedDimensions, KpiCatalogue catalogue, KeptValues? kept = null)
{
    /// <summary>The most records that are named as the heaviest of a measure.</summary>
    public const int MostRecords = 5;

    private const int MostExamples = 3;

    private readonly LocalCalendar calendar = new(business.TimeZone);

    /// <summary>Explains a value.</summary>
    /// <param name="snapshot">The records.</param>
    /// <param name="kpi">The KPI.</param>
    /// <param name="window">Days ending with the day, or 0 for the state at its end.</param>
    /// <param name="segment">`all`, or dimension=value joined by &amp;.</param>
    /// <param name="day">The local day.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="FormatException">The segment is none.</exception>
    public async Task<Explanation> ExplainAsync(IRecordSnapshot snapshot, Kpi kpi, int window, string segment, DateOnly day, CancellationToken cancellationToken)
    {
        var dimensions = SegmentText.Parse(segment).Select(pair => pair.Key).ToList();
        var own = business with { Segments = dimensions.Count == 0 ? [] : [dimensions] };
        var plan = new KpiPlan([kpi with { Windows = [window] }], catalogue, own);
        var uses = plan.Uses.Distinct().ToList();
        var trace = new Trace(uses.SelectMany(use => use.Measure.Needs).Concat(kpi.Carriers).ToHashSet(), uses, segment, day.DayNumber);
        using var loaded = await new KpiEngine(own, derivedDimensions).ReadTracedAsync(snapshot, kept ?? KeptValues.All, trace, cancellationToken);
        var row = loaded.Compute(plan, day, day).FirstOrDefault(row => row.Segment == segment);
        return new Explanation(
            kpi, window, segment, day, business.TimeZone.Id, row, [.. trace.Parts.Select(part => PartOf(part, trace))],
            Reasons(trace.LeftOut, trace.Origins), Rates(trace));
    }

    private ExplainedPart PartOf(TracedPart part, Trace trace)
    {
        var (first, last) = part.Days;
        var isOfValues = part.Use.Measure.Kind == MeasureKind.Values;
        return new ExplainedPart(
            part.Use.Measure, part.Use.Window == 0, DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last), StartOf(first), StartOf(last + 1),
            isOfValues ? null : part.Counted.Values.Sum(contribution => contribution.Amount), part.Counted.Count,
            [.. Heaviest(part, trace.Origins, isOfValues).Select(counted => RecordOf(counted.Key, counted.Value, trace))],
            Reasons(part.Left, trace.Origins));
    }

    private static IEnumerable<KeyValuePair<int, Contribution>> Heaviest(TracedPart part, Origins origins, bool isOfValues)
    {
        var middle = isOfValues ? Median([.. part.Counted.Values.Select(contribution => contribution.Amount).Order()]) : 0;
        decimal Weight(Contribution contribution) => isOfValues ? -Math.Abs(contribution.Amount - middle) : Math.Abs(contribution.Amount);
        return part.Counted
            .OrderByDescending(counted => Weight(counted.Value))
            .ThenByDescending(counted => counted.Value.Day)
            .ThenBy(counted => origins.NameOf(counted.Key).Id, StringComparer.Ordinal)
            .Take(MostRecords);
    }

    private static decimal Median(decimal[] sorted) => sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static ExplainedRecord RecordOf(int origin, Contribution contribution, Trace trace) => new(
        trace.Origins.NameOf(origin), contribution.Day is { } day ? DateOnly.FromDayNumber(day) : null, contribution.Amount,
        trace.Rates.TryGetValue(origin, out var rate) ? rate.Rate : null);

    private static IReadOnlyList<Reason> Reasons(IEnumerable<KeyValuePair<int, string>> records, Origins origins) =>
        [.. records
            .GroupBy(record => record.Value, record => record.Key)
            .Select(group => new Reason(
                group.Key, group.Count(),
                [.. group.Select(origins.NameOf).OrderBy(name => name.Id, StringComparer.Ordinal).ThenBy(name => name.Source, StringComparer.Ordinal).Take(MostExamples)]))
            .OrderByDescending(reason => reason.Count)
            .ThenBy(reason => reason.Text, StringComparer.Ordinal)];

    private static IReadOnlyList<ExplainedRate> Rates(Trace trace) =>
        [.. trace.Parts
            .Where(part => part.Use.Measure.Kind is MeasureKind.Sum or MeasureKind.Stock)
            .SelectMany(part => part.Counted.Keys)
            .Distinct()
            .Where(trace.Rates.ContainsKey)
            .Select(origin => trace.Rates[origin])
            .GroupBy(rate => rate.Currency)
            .Select(group => new ExplainedRate(group.Key, group.Min(rate => rate.Rate), group.Max(rate => rate.Rate), group.Count()))
            .OrderBy(rate => rate.Currency, StringComparer.Ordinal)];

    private DateTimeOffset StartOf(int day) =>
        Instant.FromDateTimeUtc(new DateTime(calendar.StartOf(day), DateTimeKind.Utc)).InZone(business.TimeZone).ToDateTimeOffset();
}
