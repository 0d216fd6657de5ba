namespace CrmServerless.Samples.Chance;

/// <summary>Turns expected numbers into whole ones and carries the rest over: sums are never off by more than one.</summary>
public sealed class Carry
{
    private const long Half = 500_000;

    private long left = Half;

    /// <summary>The whole part of what is due, given <paramref name="millionths"/> more.</summary>
    public int Take(long millionths)
    {
        left += millionths;
        var (count, rest) = Math.DivRem(left, 1_000_000);
        left = rest;
        return (int)count;
    }
}
