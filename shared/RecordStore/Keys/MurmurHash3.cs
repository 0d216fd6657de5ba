using System.Buffers.Binary;
using System.Numerics;

namespace CrmServerless.RecordStore.Keys;

/// <summary>
/// MurmurHash3, x64, 128 bits (Austin Appleby, public domain, SMHasher): a fast hash that spreads evenly and is the same on every
/// machine for ever. Not for secrets: an attacker can make collisions, and whoever uses it here must stay correct under them.
/// </summary>
internal static class MurmurHash3
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    /// <summary>The hash of the bytes.</summary>
    /// <returns>The two halves in the order in which the reference writes them.</returns>
    public static (ulong First, ulong Second) Hash(ReadOnlySpan<byte> data, uint seed = 0)
    {
        ulong h1 = seed, h2 = seed;
        var rest = data;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            h1 = (BitOperations.RotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            h2 = (BitOperations.RotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }

        h2 ^= MixSecond(Tail(rest.Length > 8 ? rest[8..] : []));
        h1 ^= MixFirst(Tail(rest.Length > 8 ? rest[..8] : rest));
        return Finish(h1, h2, (ulong)data.Length);
    }

    private static (ulong First, ulong Second) Finish(ulong h1, ulong h2, ulong length)
    {
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = Avalanche(h1);
        h2 = Avalanche(h2);
        h1 += h2;
        h2 += h1;
        return (h1, h2);
    }

    private static ulong MixFirst(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong MixSecond(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static ulong Avalanche(ulong k)
    {
        k ^= k >> 33;
        k *= 0xff51afd7ed558ccd;
        k ^= k >> 33;
        k *= 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong k = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            k = (k << 8) | bytes[i];
        return k;
    }
}
