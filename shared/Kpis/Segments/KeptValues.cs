using System.Buffers.Binary;
using System.Collections.Frozen;

namespace CrmServerless.Kpis.Segments;

/// <summary>
/// Of dimensions with more values than their cap, the values that are segments of their own; all others are in the segment of value
/// <see cref="SegmentText.Other"/>. Values are known by a 64-bit hash (FNV-1a, G. Fowler, L. C. Noll, K.-P. Vo), so that what was kept can be stored with a run.
/// </summary>
public sealed class KeptValues : IEquatable<KeptValues>
{
    private readonly FrozenDictionary<string, FrozenSet<ulong>> kept;

    /// <summary>These values of these dimensions.</summary>
    public KeptValues(IEnumerable<KeyValuePair<string, IEnumerable<string>>> values)
        : this(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Select(Hash).ToFrozenSet())))
    {
    }

    private KeptValues(IEnumerable<KeyValuePair<string, FrozenSet<ulong>>> hashes) => kept = hashes.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No dimension has more values than its cap.</summary>
    public static KeptValues All { get; } = new(Array.Empty<KeyValuePair<string, FrozenSet<ulong>>>());

    /// <summary>The dimensions with more values than their cap, by name.</summary>
    public IEnumerable<string> Dimensions => kept.Keys.Order(StringComparer.Ordinal);

    /// <summary>What <see cref="ToBytes"/> made.</summary>
    public static KeptValues FromBytes(IEnumerable<KeyValuePair<string, byte[]>> bytes) =>
        new(bytes.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Chunk(sizeof(ulong)).Select(chunk => BinaryPrimitives.ReadUInt64LittleEndian(chunk)).ToFrozenSet())));

    /// <summary>Whether the dimension has more values than its cap.</summary>
    public bool Caps(string dimension) => kept.ContainsKey(dimension);

    /// <summary>Whether the value is a segment of its own.</summary>
    public bool Keeps(string dimension, string value) => !kept.TryGetValue(dimension, out var values) || values.Contains(Hash(value));

    /// <summary>The value as segments show it.</summary>
    public string TextOf(string dimension, string value) => Keeps(dimension, value) ? value : SegmentText.Other;

    /// <summary>By dimension the hashes of its values, ascending, 8 bytes each.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> ToBytes() => Dimensions.Select(dimension =>
    {
        var hashes = kept[dimension].Order().ToArray();
        var bytes = new byte[hashes.Length * sizeof(ulong)];
        for (var i = 0; i < hashes.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), hashes[i]);
        return KeyValuePair.Create(dimension, bytes);
    });

    /// <inheritdoc/>
    public bool Equals(KeptValues? other) =>
        other is not null && kept.Count == other.kept.Count && kept.All(pair => other.kept.TryGetValue(pair.Key, out var values) && pair.Value.SetEquals(values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeptValues);

    /// <inheritdoc/>
    public override int GetHashCode() => kept.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value.Count));

    private static ulong Hash(string value)
    {
        const ulong offset = 14695981039346656037, prime = 1099511628211;
        var hash = offset;
        foreach (var character in value)
            hash = unchecked((hash ^ character) * prime);
        return hash;
    }
}
