namespace CrmServerless.Kpis.Segments;

/// <summary>
/// The configured segments as one carrier can serve them: those whose every dimension the carrier has. Turns a fact's dimension values
/// into the set of segments it belongs to.
/// </summary>
internal sealed class SegmentPlan
{
    private readonly SegmentSpace space;
    private readonly Dictionary<ValueKey, int> known = [];

    /// <summary>A plan for one carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <param name="configured">The configured segments: each a list of dimensions.</param>
    /// <param name="custom">The custom columns that the carrier's entities have.</param>
    /// <param name="space">Numbers the segments.</param>
    public SegmentPlan(Carrier carrier, IReadOnlyList<IReadOnlyList<string>> configured, IReadOnlySet<string> custom, SegmentSpace space)
    {
        this.space = space;
        Carrier = carrier;
        Segments = [.. configured.Where(dimensions => dimensions.All(d => CarrierDimensions.Has(carrier, d) || custom.Contains(d)))];
        Dimensions = [.. Segments.SelectMany(s => s).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The carrier.</summary>
    public Carrier Carrier { get; }

    /// <summary>The configured segments that the carrier can serve.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Segments { get; }

    /// <summary>The dimensions that those segments need, each once: the order in which values are given.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>The segments, `all` among them, of a fact with these values of <see cref="Dimensions"/>; blank means none.</summary>
    public int SetOf(ReadOnlySpan<string?> values) => SetOf(values, static _ => true, withAll: true);

    /// <summary>As <see cref="SetOf(ReadOnlySpan{string?})"/>, only for the configured segments that the filter keeps.</summary>
    public int SetOf(ReadOnlySpan<string?> values, Func<IReadOnlyList<string>, bool> keep, bool withAll)
    {
        var key = new ValueKey(values.ToArray(), keep, withAll);
        if (known.TryGetValue(key, out var set))
            return set;
        var numbers = new List<int>();
        if (withAll)
            numbers.Add(SegmentSpace.All);
        foreach (var dimensions in Segments)
        {
            if (keep(dimensions))
                numbers.Add(SegmentOf(dimensions, values));
        }

        return known[key] = space.InternSet(CollectionsMarshalSpan(numbers));
    }

    /// <summary>The one segment of these dimensions that a fact with these values of <see cref="Dimensions"/> belongs to.</summary>
    public int SegmentOf(IReadOnlyList<string> dimensions, ReadOnlySpan<string?> values)
    {
        var texts = new string[dimensions.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var value = values[IndexOf(dimensions[i])]?.Trim();
            texts[i] = string.IsNullOrEmpty(value) ? SegmentText.None : space.Kept.TextOf(dimensions[i], value);
        }

        return space.Intern(dimensions, texts);
    }

    private static ReadOnlySpan<int> CollectionsMarshalSpan(List<int> list) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);

    private int IndexOf(string dimension)
    {
        for (var i = 0; i < Dimensions.Count; i++)
        {
            if (Dimensions[i] == dimension)
                return i;
        }

        return -1;
    }

    private readonly struct ValueKey(string?[] values, Func<IReadOnlyList<string>, bool> keep, bool withAll) : IEquatable<ValueKey>
    {
        private readonly string?[] values = values;
        private readonly Func<IReadOnlyList<string>, bool> keep = keep;
        private readonly bool withAll = withAll;

        public bool Equals(ValueKey other) =>
            withAll == other.withAll && ReferenceEquals(keep, other.keep) && values.AsSpan().SequenceEqual(other.values);

        public override bool Equals(object? obj) => obj is ValueKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(withAll);
            foreach (var value in values)
                hash.Add(value, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}
