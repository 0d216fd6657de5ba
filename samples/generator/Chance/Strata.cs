namespace CrmServerless.Samples.Chance;

/// <summary>
/// Fractions in [0, 1) that fill it evenly: each run of <see cref="Parts"/> draws has one in each of as many equal parts, in shuffled order.
/// A mean or a median over some dozens of draws hardly moves, as it would with independent draws.
/// </summary>
public sealed class Strata(Dice dice)
{
    private const int Parts = 16;

    private readonly int[] order = [.. Enumerable.Range(0, Parts)];
    private int used = Parts;

    /// <summary>The next fraction in units of 2^-32.</summary>
    public uint Next()
    {
        if (used == Parts) Shuffle();
        var within = (uint)(dice.Next() >> 36);
        return ((uint)order[used++] << 28) | within;
    }

    private void Shuffle()
    {
        for (var i = Parts - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        used = 0;
    }
}
