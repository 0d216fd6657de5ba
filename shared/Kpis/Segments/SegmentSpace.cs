using System.Runtime.InteropServices;
using CrmServerless.Configuration;

namespace CrmServerless.Kpis.Segments;

/// <summary>
/// Numbers for the segments that turn up in a run, and for the sets of segments that facts belong to, so that a fact carries one
/// integer instead of texts. Segment 0 is `all`.
/// </summary>
/// <param name="cap">How many values a dimension may have.</param>
/// <param name="kept">The values of dimensions that are known to have more.</param>
internal sealed class SegmentSpace(SegmentCap cap, KeptValues kept)
{
    /// <summary>The number of the segment `all`.</summary>
    public const int All = 0;

    private readonly Dictionary<string, int> segments = new(StringComparer.Ordinal) { [SegmentText.All] = All };
    private readonly List<Segment> known = [new(SegmentText.All, [], [All])];
    private readonly Dictionary<SegmentSet, int> sets = [];
    private readonly List<int[]> members = [];
    private readonly Dictionary<string, int> valuesOf = new(StringComparer.Ordinal);

    /// <summary>The values of dimensions that are known to have more than their cap.</summary>
    public KeptValues Kept => kept;

    /// <summary>Whether another dimension has more values than its cap.</summary>
    public bool IsBeyondCap { get; private set; }

    /// <summary>How many segments have turned up.</summary>
    public int Count => known.Count;

    /// <summary>The segment's text.</summary>
    public string TextOf(int segment) => known[segment].Text;

    /// <summary>The dimensions of the segment, in its text's order; none of `all`.</summary>
    public IReadOnlyList<string> DimensionsOf(int segment) => known[segment].Dimensions;

    /// <summary>The segments of one dimension that the segment combines; of a segment of one dimension, and of `all`, itself.</summary>
    public ReadOnlySpan<int> PartsOf(int segment) => known[segment].Parts;

    /// <summary>The number of the segment of those values of those dimensions; a new one where it first turns up.</summary>
    public int Intern(IReadOnlyList<string> dimensions, IReadOnlyList<string> values)
    {
        var text = SegmentText.Of(dimensions, values);
        if (segments.TryGetValue(text, out var number))
            return number;
        if (dimensions.Count == 1)
            NoteValue(dimensions[0], values[0]);
        int[] parts = dimensions.Count == 1 ? [] : [.. dimensions.Select((dimension, i) => Intern([dimension], [values[i]]))];
        segments[text] = number = known.Count;
        known.Add(new Segment(text, dimensions, dimensions.Count == 1 ? [number] : parts));
        return number;
    }

    /// <summary>The number of the segment that combines segments of one dimension each, in that order.</summary>
    public int Combine(IReadOnlyList<int> parts)
    {
        var text = string.Join('&', parts.Select(TextOf));
        if (segments.TryGetValue(text, out var number))
            return number;
        segments[text] = number = known.Count;
        known.Add(new Segment(text, [.. parts.Select(part => known[part].Dimensions[0])], [.. parts]));
        return number;
    }

    /// <summary>The number of a set of segments.</summary>
    public int InternSet(ReadOnlySpan<int> segmentNumbers)
    {
        var key = new SegmentSet(segmentNumbers.ToArray());
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, key, out var known);
        if (!known)
        {
            number = members.Count;
            members.Add(key.Numbers);
        }

        return number;
    }

    /// <summary>The segments of a set.</summary>
    public ReadOnlySpan<int> SegmentsOf(int set) => members[set];

    private void NoteValue(string dimension, string value)
    {
        if (value == SegmentText.None || kept.Caps(dimension))
            return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(valuesOf, dimension, out _);
        IsBeyondCap |= ++count > cap.Of(dimension);
    }

    private readonly record struct Segment(string Text, IReadOnlyList<string> Dimensions, int[] Parts);

    private readonly struct SegmentSet(int[] numbers) : IEquatable<SegmentSet>
    {
        public int[] Numbers { get; } = numbers;

        public bool Equals(SegmentSet other) => Numbers.AsSpan().SequenceEqual(other.Numbers);

        public override bool Equals(object? obj) => obj is SegmentSet other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(Numbers.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
