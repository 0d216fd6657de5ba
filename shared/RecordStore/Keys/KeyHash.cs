using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Keys;

/// <summary>
/// 128 bits of a record's key: <see cref="MurmurHash3"/> of the UTF-8 bytes of the source, a zero byte, and the UTF-8 bytes of the
/// id. All rows of an entity are kept in the order of this hash, so that versions meet by merging, and any range of it is a
/// partition. Keys that collide are told apart by <see cref="KeyOrder"/>.
/// </summary>
/// <param name="High">The more significant half.</param>
/// <param name="Low">The less significant half.</param>
public readonly record struct KeyHash(ulong High, ulong Low) : IComparable<KeyHash>
{
    private const int OnStack = 512;

    /// <summary>The smallest hash.</summary>
    public static KeyHash Least => default;

    /// <summary>The greatest hash.</summary>
    public static KeyHash Greatest => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The hash of a key.</summary>
    [SkipLocalsInit]
    public static KeyHash Of(RecordKey key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Source.Length) + Encoding.UTF8.GetMaxByteCount(key.Id.Length);
        Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var source = Encoding.UTF8.GetBytes(key.Source, bytes);
        var id = Encoding.UTF8.GetBytes(key.Id, bytes[source..]);
        return Of(bytes[..source], bytes.Slice(source, id));
    }

    /// <summary>The hash of a key given in UTF-8.</summary>
    [SkipLocalsInit]
    public static KeyHash Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        var length = source.Length + 1 + id.Length;
        Span<byte> bytes = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        source.CopyTo(bytes);
        bytes[source.Length] = 0;
        id.CopyTo(bytes[(source.Length + 1)..]);
        var (first, second) = MurmurHash3.Hash(bytes[..length]);
        return new KeyHash(first, second);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static KeyHash Parse(string text) => text.Length == 32
        ? new KeyHash(
            ulong.Parse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            ulong.Parse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : throw new FormatException($"a key hash has 32 hexadecimal digits, not '{text}'");

    /// <inheritdoc/>
    public int CompareTo(KeyHash other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>32 hexadecimal digits, in the order of the hashes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Before.</summary>
    public static bool operator <(KeyHash left, KeyHash right) => left.CompareTo(right) < 0;

    /// <summary>After.</summary>
    public static bool operator >(KeyHash left, KeyHash right) => left.CompareTo(right) > 0;

    /// <summary>Before or equal.</summary>
    public static bool operator <=(KeyHash left, KeyHash right) => left.CompareTo(right) <= 0;

    /// <summary>After or equal.</summary>
    public static bool operator >=(KeyHash left, KeyHash right) => left.CompareTo(right) >= 0;
}
