using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>
/// Finds the segment in which most of a change happened: values of single dimensions for the whole business, configured combinations
/// within a value of one. Each value's share is what the change would be had only it changed: of a quotient its rate effect
/// n/N x (r - r before), of a sum its own difference.
/// </summary>
internal sealed class DriverFinder(NightMetrics metrics, BusinessConfiguration business)
{
    private const double LeastShare = 0.4;
    private const double LeastBeyondVolume = 0.25;
    private const double PartsMayMiss = 0.02;
    private const long LeastSample = 10;
    private const string NoValue = "(none)";

    /// <summary>
    /// The value with the largest share of the change; null where none holds 40 % of it, where none holds clearly more than its part of the volume
    /// (a change everywhere has no driver), or where the values don't add up to the whole.
    /// </summary>
    public async Task<Driver?> FindAsync(Judgement judgement, BenchmarkValue benchmark, CancellationToken cancellationToken)
    {
        var dimensions = Dimensions(judgement.Segment);
        var compared = benchmark.ComparedDays.Count > 0 ? benchmark.ComparedDays : HistoryDays.Recent(judgement.Day, judgement.Rule.Window);
        if (dimensions.Count == 0)
            return null;

        var days = await metrics.SegmentsAsync(judgement.Rule.Kpi, judgement.Rule.Window, [judgement.Day, .. compared], cancellationToken).ConfigureAwait(false);
        var usable = days.Skip(1).Where(rows => rows.TryGetValue(judgement.Segment, out var row) && row.HasData).ToList();
        return usable.Count == 0 ? null : Best(judgement, dimensions, days[0], usable);
    }

    private static Driver? Best(
        Judgement judgement, IReadOnlyList<string> dimensions, IReadOnlyDictionary<string, MetricRow> now, List<IReadOnlyDictionary<string, MetricRow>> before) =>
        dimensions
            .SelectMany(dimension => Contributions.Of(judgement.Segment, Values(judgement.Segment, dimension, now), now, before, PartsMayMiss))
            .Where(part => part.Share >= LeastShare && Math.Min(part.Share, 1) - part.Volume >= LeastBeyondVolume)
            .Where(part => now[part.Segment].Sample >= LeastSample && !part.Segment.Contains("=" + NoValue, StringComparison.Ordinal))
            .OrderByDescending(part => Math.Min(part.Share, 1))
            .ThenBy(part => part.Volume)
            .ThenBy(part => part.Segment, StringComparer.Ordinal)
            .Select(part => new Driver(part.Segment, Math.Min(part.Share, 1), part.Before, part.Now))
            .FirstOrDefault();

    private List<string> Dimensions(string segment)
    {
        string[] own = segment == "all" ? [] : RuleSegments.DimensionsOf(segment).Split('&');
        return [.. business.Segments.Where(names => names.Count == own.Length + 1 && own.All(names.Contains)).Select(names => string.Join('&', names))];
    }

    private static IEnumerable<string> Values(string segment, string dimension, IReadOnlyDictionary<string, MetricRow> now)
    {
        string[] own = segment == "all" ? [] : segment.Split('&');
        return now.Keys.Where(value => RuleSegments.DimensionsOf(value) == dimension && own.All(value.Split('&').Contains));
    }
}
