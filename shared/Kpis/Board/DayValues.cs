using System.Runtime.InteropServices;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Single values, each with the run of days on which it is in the window, for exact medians by day and segment. Medians are found by
/// one sweep over the days with a Fenwick tree over the ranks of the values. There may be millions: no second copy of them is kept.
/// </summary>
internal sealed class DayValues(int from, int to)
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<int, (double?[] Medians, int[] Counts)> results = [];
    private Dictionary<int, List<Range>>? rangesOfSegment;

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
        rangesOfSegment ??= Index(space);
        if (!results.TryGetValue(segment, out var result))
            results[segment] = result = Sweep(EntriesOf(rangesOfSegment.GetValueOrDefault(segment) ?? []));
        return (result.Medians[day - from], result.Counts[day - from]);
    }

    /// <summary>Puts the values of each set side by side, and says of each segment where those of its sets are.</summary>
    private Dictionary<int, List<Range>> Index(SegmentSpace space)
    {
        var sorted = CollectionsMarshal.AsSpan(entries);
        sorted.Sort(static (left, right) => left.Set.CompareTo(right.Set));
        var ranges = new Dictionary<int, List<Range>>();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end].Set == sorted[start].Set;)
                end++;
            foreach (var segment in space.SegmentsOf(sorted[start].Set))
            {
                if (!ranges.TryGetValue(segment, out var found))
                    ranges[segment] = found = [];
                found.Add(start..end);
            }
        }

        return ranges;
    }

    private Entry[] EntriesOf(List<Range> ranges)
    {
        var found = new Entry[ranges.Sum(range => range.End.Value - range.Start.Value)];
        var filled = 0;
        foreach (var range in ranges)
        {
            var part = CollectionsMarshal.AsSpan(entries)[range];
            part.CopyTo(found.AsSpan(filled));
            filled += part.Length;
        }

        return found;
    }

    private (double?[] Medians, int[] Counts) Sweep(Entry[] values)
    {
        var (medians, counts) = (new double?[to - from + 1], new int[to - from + 1]);
        values.AsSpan().Sort(static (left, right) => left.Value.CompareTo(right.Value));
        var tree = new RankTree(values.Length);
        var (arriving, leaving) = (RanksByDay.Of(values, counts.Length, static value => value.From), RanksByDay.Of(values, counts.Length, static value => value.To));
        for (var day = 0; day < counts.Length; day++)
        {
            foreach (var rank in arriving.On(day))
                tree.Add(rank, 1);
            foreach (var rank in leaving.On(day))
                tree.Add(rank, -1);
            counts[day] = tree.Count;
            if (tree.Count > 0)
                medians[day] = Median(tree, values);
        }

        return (medians, counts);
    }

    private static double Median(RankTree tree, Entry[] ranked)
    {
        var lower = ranked[tree.Find((tree.Count - 1) / 2)].Value;
        var upper = ranked[tree.Find(tree.Count / 2)].Value;
        return lower + ((upper - lower) * 0.5);
    }

    private readonly record struct Entry(int Set, int From, int To, double Value);

    /// <summary>The ranks of values by a day of theirs.</summary>
    /// <param name="Ends">For each day the end of its ranks.</param>
    /// <param name="Ranks">The ranks of one day after the other's.</param>
    private readonly record struct RanksByDay(int[] Ends, int[] Ranks)
    {
        public static RanksByDay Of(Entry[] values, int days, Func<Entry, int> dayOf)
        {
            // What happens after the last day never happens here.
            var ends = new int[days + 2];
            foreach (var value in values)
                ends[dayOf(value) + 1]++;
            for (var day = 1; day < ends.Length; day++)
                ends[day] += ends[day - 1];
            var ranks = new int[values.Length];
            for (var rank = 0; rank < values.Length; rank++)
                ranks[ends[dayOf(values[rank])]++] = rank;
            return new RanksByDay(ends, ranks);
        }

        public ReadOnlySpan<int> On(int day) => Ranks.AsSpan((day == 0 ? 0 : Ends[day - 1])..Ends[day]);
    }
}
