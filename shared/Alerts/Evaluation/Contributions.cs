using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>A value's part of a change.</summary>
/// <param name="Segment">As stored.</param>
/// <param name="Share">Of the change; values that moved the other way have less than 0, others may have more than 1.</param>
/// <param name="Volume">Its part of the whole's volume, 0..1.</param>
/// <param name="Before">Its value in the compared windows taken together.</param>
/// <param name="Now">Its value now.</param>
internal sealed record Contribution(string Segment, double Share, double Volume, double Before, double Now);

/// <summary>Splits a change between the values of a dimension.</summary>
internal static class Contributions
{
    /// <summary>Each value's part; nothing where the values don't add up to the whole, or the whole didn't change.</summary>
    /// <param name="whole">The segment that changed.</param>
    /// <param name="values">The segments that divide it.</param>
    /// <param name="now">The judged day's rows.</param>
    /// <param name="before">The rows of each compared window; all have one with data for the whole.</param>
    /// <param name="mayMiss">How much of the whole the values may miss or count twice; a fraction.</param>
    public static IReadOnlyList<Contribution> Of(
        string whole, IEnumerable<string> values, IReadOnlyDictionary<string, MetricRow> now, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before, double mayMiss)
    {
        if (!now.TryGetValue(whole, out var row) || row.Value is not { } total)
            return [];
        return row is { Numerator: not null, Denominator: not null }
            ? OfQuotient(Pair.Of(row), Pair.Sum(whole, before), total, [.. values.Select(value => (value, Pair.Of(now[value]), Pair.Sum(value, before)))], mayMiss)
            : OfSum(total, Mean(whole, before), [.. values.Select(value => (value, now[value].Value ?? 0, Mean(value, before)))], mayMiss);
    }

    private static IReadOnlyList<Contribution> OfQuotient(Pair whole, Pair wholeBefore, double value, List<(string Segment, Pair Now, Pair Before)> parts, double mayMiss)
    {
        var change = whole.Rate - wholeBefore.Rate;
        if (!double.IsFinite(change) || change == 0
            || !AddUp(parts.Sum(part => part.Now.Denominator), whole.Denominator, mayMiss) || !AddUp(parts.Sum(part => part.Now.Numerator), whole.Numerator, mayMiss))
            return [];
        var scale = whole.Rate == 0 ? 100 : value / whole.Rate;
        return [.. parts
            .Where(part => part.Now.Denominator > 0 && part.Before.Denominator > 0)
            .Select(part => (part, Volume: part.Now.Denominator / whole.Denominator))
            .Select(of => new Contribution(
                of.part.Segment, of.Volume * (of.part.Now.Rate - of.part.Before.Rate) / change, of.Volume, of.part.Before.Rate * scale, of.part.Now.Rate * scale))];
    }

    private static IReadOnlyList<Contribution> OfSum(double whole, double wholeBefore, List<(string Segment, double Now, double Before)> parts, double mayMiss)
    {
        var change = whole - wholeBefore;
        if (change == 0 || wholeBefore <= 0 || !AddUp(parts.Sum(part => part.Now), whole, mayMiss) || !AddUp(parts.Sum(part => part.Before), wholeBefore, mayMiss))
            return [];
        return [.. parts.Select(part => new Contribution(part.Segment, (part.Now - part.Before) / change, part.Before / wholeBefore, part.Before, part.Now))];
    }

    private static bool AddUp(double sum, double whole, double mayMiss) => Math.Abs(sum - whole) <= mayMiss * Math.Abs(whole);

    private static double Mean(string segment, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> windows) =>
        windows.Average(rows => rows.GetValueOrDefault(segment)?.Value ?? 0);

    private readonly record struct Pair(double Numerator, double Denominator)
    {
        public double Rate => Numerator / Denominator;

        public static Pair Of(MetricRow row) => new(row.Numerator ?? 0, row.Denominator ?? 0);

        public static Pair Sum(string segment, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> windows)
        {
            var pairs = windows.Where(rows => rows.ContainsKey(segment)).Select(rows => Of(rows[segment])).ToList();
            return new(pairs.Sum(pair => pair.Numerator), pairs.Sum(pair => pair.Denominator));
        }
    }
}
