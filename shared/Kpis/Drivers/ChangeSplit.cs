using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Kpis.Drivers;

/// <summary>What one segment did to a change.</summary>
/// <param name="Segment">As stored.</param>
/// <param name="Before">Its value before, in the KPI's unit; null where it had none.</param>
/// <param name="Now">Its value now; null where it has none.</param>
/// <param name="Weight">Its part of the whole's volume, 0..1: of a quotient the denominator now, of a sum the value before.</param>
/// <param name="Rate">What its own change did to the whole, in the KPI's unit: of a quotient weight now x (rate now - rate before); of a sum its difference.</param>
/// <param name="Mix">What it did to the whole that it became a larger or smaller part of it: (weight now - weight before) x (rate before - the whole's rate before); 0 of a sum.</param>
public sealed record SegmentEffect(string Segment, double? Before, double? Now, double Weight, double Rate, double Mix)
{
    /// <summary>Both together.</summary>
    public double Total => Rate + Mix;
}

/// <summary>
/// A change of a sum or quotient, split between the segments that divide the whole. Of a quotient each segment has a rate effect at its weight of now and a
/// mix effect at the rates of before (the classic decomposition of a rate difference, Kitagawa 1955, with the interaction in the rate effect): all of them
/// add up to the change. A segment that was not there before counts with the whole's rate of before; one that is gone has a mix effect only.
/// </summary>
/// <param name="Before">The whole's value before, in the KPI's unit: of several windows pooled (quotients) or their mean (sums).</param>
/// <param name="Now">The whole's value now.</param>
/// <param name="Segments">The segments, the largest effect first.</param>
/// <param name="Rest">What the segments don't explain: not 0 where they overlap (a sale of several products) or a part has no data.</param>
public sealed record ChangeSplit(double Before, double Now, IReadOnlyList<SegmentEffect> Segments, double Rest)
{
    /// <summary>The change, in the KPI's unit.</summary>
    public double Change => Now - Before;

    /// <summary>Splits a change.</summary>
    /// <param name="whole">The segment that changed.</param>
    /// <param name="segments">The segments that divide it.</param>
    /// <param name="now">The rows of now by segment.</param>
    /// <param name="before">The rows of each day compared with.</param>
    /// <returns>Null where the whole has no value now or before.</returns>
    public static ChangeSplit? Of(
        string whole, IEnumerable<string> segments, IReadOnlyDictionary<string, MetricRow> now, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before)
    {
        if (!now.TryGetValue(whole, out var row) || row.Value is not { } value)
            return null;
        var compared = before.Where(rows => rows.TryGetValue(whole, out var earlier) && earlier.HasData).ToList();
        if (compared.Count == 0)
            return null;
        return row is { Numerator: not null, Denominator: not null } ? OfQuotient(whole, value, segments, now, compared) : OfSum(whole, value, segments, now, compared);
    }

    private static ChangeSplit? OfQuotient(
        string whole, double value, IEnumerable<string> segments, IReadOnlyDictionary<string, MetricRow> now, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before)
    {
        var (all, allBefore) = (Quotient.Of(now, whole), Quotient.Sum(before, whole));
        if (all.Denominator == 0 || allBefore.Denominator == 0)
            return null;
        var scale = all.Rate == 0 ? ScaleOf(whole, before) : value / all.Rate;
        return Sorted(
            allBefore.Rate * scale, value,
            segments.Select(segment => EffectOf(segment, Quotient.Of(now, segment), Quotient.Sum(before, segment), all, allBefore, scale)));
    }

    private static SegmentEffect EffectOf(string segment, Quotient now, Quotient before, Quotient all, Quotient allBefore, double scale)
    {
        var (weight, weightBefore) = (now.Denominator / all.Denominator, before.Denominator / allBefore.Denominator);
        var rateBefore = before.Denominator == 0 ? allBefore.Rate : before.Rate;
        var rate = now.Denominator == 0 ? 0 : weight * (now.Rate - rateBefore);
        var mix = (weight - weightBefore) * (rateBefore - allBefore.Rate);
        return new SegmentEffect(segment, before.Value(scale), now.Value(scale), weight, rate * scale, mix * scale);
    }

    private static ChangeSplit OfSum(
        string whole, double value, IEnumerable<string> segments, IReadOnlyDictionary<string, MetricRow> now, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before)
    {
        double Mean(string segment) => before.Average(rows => rows.GetValueOrDefault(segment)?.Value ?? 0);
        var earlier = Mean(whole);
        return Sorted(
            earlier, value,
            segments.Select(segment => (segment, Now: now.GetValueOrDefault(segment)?.Value, Before: Mean(segment)))
                .Select(of => new SegmentEffect(of.segment, of.Before, of.Now, earlier == 0 ? 0 : of.Before / earlier, (of.Now ?? 0) - of.Before, 0)));
    }

    private static ChangeSplit Sorted(double before, double now, IEnumerable<SegmentEffect> effects)
    {
        var sorted = effects.OrderByDescending(effect => Math.Abs(effect.Total)).ThenBy(effect => effect.Segment, StringComparer.Ordinal).ToList();
        return new ChangeSplit(before, now, sorted, now - before - sorted.Sum(effect => effect.Total));
    }

    private static double ScaleOf(string whole, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before) =>
        before.Select(rows => rows[whole]).Where(row => row.Numerator is not (null or 0)).Select(row => row.Value!.Value / (row.Numerator!.Value / row.Denominator!.Value)).FirstOrDefault(100);

    private readonly record struct Quotient(double Numerator, double Denominator)
    {
        public double Rate => Numerator / Denominator;

        public double? Value(double scale) => Denominator == 0 ? null : Rate * scale;

        public static Quotient Of(IReadOnlyDictionary<string, MetricRow> rows, string segment) =>
            rows.TryGetValue(segment, out var row) ? new(row.Numerator ?? 0, row.Denominator ?? 0) : default;

        public static Quotient Sum(IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> windows, string segment)
        {
            var all = windows.Select(rows => Of(rows, segment)).ToList();
            return new(all.Sum(one => one.Numerator), all.Sum(one => one.Denominator));
        }
    }
}
