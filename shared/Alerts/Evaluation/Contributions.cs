using CrmServerless.Kpis.Drivers;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>A value's part of a change.</summary>
/// <param name="Segment">As stored.</param>
/// <param name="Share">Of the change; values that moved the other way have less than 0, others may have more than 1.</param>
/// <param name="Volume">Its part of the whole's volume, 0..1.</param>
/// <param name="Before">Its value in the compared windows taken together.</param>
/// <param name="Now">Its value now.</param>
internal sealed record Contribution(string Segment, double Share, double Volume, double Before, double Now);

/// <summary>Which part of a change each value of a dimension brought about by its own change (<see cref="ChangeSplit"/>, without the mix).</summary>
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
        var parts = values.ToList();
        if (ChangeSplit.Of(whole, parts, now, before) is not { Change: not 0 } split || !DivideTheWhole(whole, parts, now, before, mayMiss))
            return [];
        return [.. split.Segments
            .Where(part => part is { Before: not null, Now: not null })
            .Select(part => new Contribution(part.Segment, part.Rate / split.Change, part.Weight, part.Before!.Value, part.Now!.Value))];
    }

    private static bool DivideTheWhole(
        string whole, List<string> parts, IReadOnlyDictionary<string, MetricRow> now, IReadOnlyList<IReadOnlyDictionary<string, MetricRow>> before, double mayMiss)
    {
        bool AddUp(IReadOnlyDictionary<string, MetricRow> rows, Func<MetricRow, double?> number) =>
            Math.Abs(parts.Sum(part => rows.TryGetValue(part, out var row) ? number(row) ?? 0 : 0) - (number(rows[whole]) ?? 0)) <= mayMiss * Math.Abs(number(rows[whole]) ?? 0);

        return now[whole] is { Numerator: not null, Denominator: not null }
            ? AddUp(now, row => row.Numerator) && AddUp(now, row => row.Denominator)
            : AddUp(now, row => row.Value) && before.All(rows => rows[whole].Value > 0 && AddUp(rows, row => row.Value));
    }
}
