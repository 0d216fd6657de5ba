namespace CrmServerless.RecordStore.Keys;

/// <summary>A range of key hashes, both ends included: a partition of an entity that can be read alone.</summary>
/// <param name="First">The first hash.</param>
/// <param name="Last">The last hash.</param>
public readonly record struct KeyRange(KeyHash First, KeyHash Last)
{
    /// <summary>All keys.</summary>
    public static KeyRange All => new(KeyHash.Least, KeyHash.Greatest);

    /// <summary>Cuts all keys into ranges of even size.</summary>
    /// <param name="parts">How many: 1 to 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..65,536.</exception>
    public static IReadOnlyList<KeyRange> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, 65_536);
        return [.. Enumerable.Range(0, parts).Select(i => new KeyRange(Start(i), i + 1 == parts ? KeyHash.Greatest : Before(Start(i + 1))))];

        KeyHash Start(int part) => new((ulong)(((UInt128)part << 64) / (UInt128)parts), 0);

        static KeyHash Before(KeyHash hash) => new(hash.High - 1, ulong.MaxValue);
    }
}
