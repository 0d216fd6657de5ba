namespace CrmServerless.Samples.Chance;

/// <summary>
/// Pseudo-random 64-bit numbers by SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Our own, because
/// System.Random may change from one .NET to the next, and in whole numbers, because they are the same on every processor.
/// </summary>
public sealed class Dice
{
    private ulong state;

    public Dice(ulong seed) => state = seed;

    /// <summary>The dice of a named purpose: adding a purpose changes no other's numbers.</summary>
    public Dice(ulong seed, string purpose)
        : this(seed) => state ^= Hash(purpose);

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 .. <paramref name="bound"/> - 1, evenly (the bias of the multiplication is below 2^-32 for the small bounds used here).</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary><paramref name="low"/> .. <paramref name="high"/>, both inclusive.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>FNV-1a, 64 bits (Fowler, Noll, Vo): string.GetHashCode differs from run to run.</summary>
    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text) hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }
}
