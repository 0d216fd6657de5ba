using System.Runtime.InteropServices;

namespace CrmServerless.Kpis.Segments;

/// <summary>
/// Numbers for the segments that turn up in a run, and for the sets of segments that facts belong to, so that a fact carries one
/// integer instead of texts. Segment 0 is `all`.
/// </summary>
internal sealed class SegmentSpace
{
    /// <summary>The number of the segment `all`.</summary>
    public const int All = 0;

    private readonly Dictionary<string, int> segments = new(StringComparer.Ordinal) { [SegmentText.All] = All };
    private readonly List<string> texts = [SegmentText.All];
    private readonly Dictionary<SegmentSet, int> sets = [];
    private readonly List<int[]> members = [];

    /// <summary>How many segments have turned up.</summary>
    public int Count => texts.Count;

    /// <summary>The segment's text.</summary>
    public string TextOf(int segment) => texts[segment];

    /// <summary>The segment's number; a new one where it first turns up.</summary>
    public int Intern(string text)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(segments, text, out var known);
        if (!known)
        {
            number = texts.Count;
            texts.Add(text);
        }

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
