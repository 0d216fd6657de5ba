using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Engine;

/// <summary>
/// Which segments have rows, and since when (kpis.md section 3): `all` always; a value of a dimension from the first day on which a
/// record of one of the KPI's carriers has it; a combination once each of its values has.
/// </summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Since">The first day with a row.</param>
internal readonly record struct SegmentRows(int Segment, int Since)
{
    /// <summary>Those of a KPI, by text.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="configured">The configured segments.</param>
    /// <param name="presence">Who was there since when.</param>
    /// <param name="space">The segments; combinations that no fact has turned up in are added.</param>
    public static IReadOnlyList<SegmentRows> Of(Kpi kpi, IReadOnlyList<IReadOnlyList<string>> configured, Presence presence, SegmentSpace space)
    {
        var values = ValuesOf(kpi, presence, space);
        return [.. configured
            .Where(dimensions => dimensions.All(values.Contains))
            .SelectMany(dimensions => Combinations(dimensions, values, space))
            .Append(new SegmentRows(SegmentSpace.All, DaySpan.Ever))
            .DistinctBy(rows => rows.Segment)
            .OrderBy(rows => space.TextOf(rows.Segment), StringComparer.Ordinal)];
    }

    /// <summary>The segments of one dimension by that dimension, as far as the KPI may be split by it.</summary>
    private static ILookup<string, SegmentRows> ValuesOf(Kpi kpi, Presence presence, SegmentSpace space) => kpi.Carriers
        .SelectMany(presence.SegmentsOf)
        .Distinct()
        .Where(segment => segment != SegmentSpace.All)
        .Select(segment => new SegmentRows(segment, kpi.Carriers.Min(carrier => presence.Since(carrier, segment))))
        .Where(rows => kpi.Dimensions?.Contains(space.DimensionsOf(rows.Segment)[0]) ?? true)
        .ToLookup(rows => space.DimensionsOf(rows.Segment)[0], StringComparer.Ordinal);

    private static IEnumerable<SegmentRows> Combinations(IReadOnlyList<string> dimensions, ILookup<string, SegmentRows> values, SegmentSpace space)
    {
        if (dimensions.Count == 1)
            return values[dimensions[0]];
        IEnumerable<SegmentRows[]> combinations = [[]];
        foreach (var dimension in dimensions)
            combinations = combinations.SelectMany(_ => values[dimension], (combination, value) => (SegmentRows[])[.. combination, value]);
        return combinations.Select(parts => new SegmentRows(space.Combine([.. parts.Select(part => part.Segment)]), parts.Max(part => part.Since))).ToList();
    }
}
