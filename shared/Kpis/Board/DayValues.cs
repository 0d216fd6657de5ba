using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Single values, each with the run of days on which it is in the window, for exact medians by day and segment. Medians are found by
/// one sweep over the days with a Fenwick tree over the ranks of the values.
/// </summary>
internal sealed class DayValues(int from, int to)
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<int, (double?[] Medians, int[] Counts)> results = [];
    private Dictionary<int, List<int>>? setsOfSegment;
    private Dictionary<int, List<Entry>>? bySet;

    /// <summary>Adds a value to a set of segments on the days of the run that lie in the range.</summary>
    public void Add(int set, DaySpan days, double value)
    {
        var clipped = days.And(new DaySpan(from, to + 1));
        if (!clipped.IsEmpty)
            entries.Add(new Entry(set, clipped.From - from, clipped.To - from, value));
    }

    /// <summary>The median of the segment's values on the day and their number; null and 0 where there is none.</summary>
    public (double? Median, int Count) At(int segment, int day, SegmentSpace space)
    {
        if (!results.TryGetValue(segment, out var result))
            results[segment] = result = Sweep(EntriesOf(segment, space));
        return (result.Medians[day - from], result.Counts[day - from]);
    }

    private List<Entry> EntriesOf(int segment, SegmentSpace space)
    {
        if (bySet is null || setsOfSegment is null)
            Index(space);
        var found = new List<Entry>();
        foreach (var set in setsOfSegment!.GetValueOrDefault(segment) ?? [])
            found.AddRange(bySet![set]);
        return found;
    }

    private void Index(SegmentSpace space)
    {
        bySet = entries.GroupBy(e => e.Set).ToDictionary(g => g.Key, g => g.ToList());
        setsOfSegment = [];
        foreach (var set in bySet.Keys)
        {
            foreach (var segment in space.SegmentsOf(set))
            {
                if (!setsOfSegment.TryGetValue(segment, out var sets))
                    setsOfSegment[segment] = sets = [];
                sets.Add(set);
            }
        }
    }

    private (double?[] Medians, int[] Counts) Sweep(List<Entry> values)
    {
        var days = to - from + 1;
        var medians = new double?[days];
        var counts = new int[days];
        double[] ranked = [.. values.Select(v => v.Value).Distinct().Order()];
        var tree = new RankTree(ranked.Length);
        var arrivals = values.OrderBy(v => v.From).ToArray();
        var departures = values.OrderBy(v => v.To).ToArray();
        for (int day = 0, arriving = 0, leaving = 0; day < days; day++)
        {
            for (; arriving < arrivals.Length && arrivals[arriving].From <= day; arriving++)
                tree.Add(Array.BinarySearch(ranked, arrivals[arriving].Value), 1);
            for (; leaving < departures.Length && departures[leaving].To <= day; leaving++)
                tree.Add(Array.BinarySearch(ranked, departures[leaving].Value), -1);
            counts[day] = tree.Count;
            if (tree.Count > 0)
                medians[day] = Median(tree, ranked);
        }

        return (medians, counts);
    }

    private static double Median(RankTree tree, double[] ranked)
    {
        var lower = ranked[tree.Find((tree.Count - 1) / 2)];
        var upper = ranked[tree.Find(tree.Count / 2)];
        return lower + ((upper - lower) * 0.5);
    }

    private readonly record struct Entry(int Set, int From, int To, double Value);
}
