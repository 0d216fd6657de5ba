namespace CrmServerless.Samples.Chance;

/// <summary>
/// Chooses among options so that their shares hold all the time, and within every group (a region, a tier, an owner, …) at once: the option
/// that its groups are owed most wins. What independent draws reach over thousands of choices, this reaches over some dozens, so that a
/// segment which is meant to be steady is steady.
/// </summary>
public sealed class Quota(Dice dice, int options)
{
    /// <summary>Shares are in units of 1/1000.</summary>
    public const int Whole = 1000;

    private readonly Dictionary<(int Kind, int Value), int[]> owed = [];

    /// <summary>The next choice for something that belongs to <paramref name="groups"/>; <paramref name="shares"/> add up to <see cref="Whole"/>.</summary>
    public int Choose(ReadOnlySpan<int> shares, params ReadOnlySpan<int> groups)
    {
        var best = -1;
        var bestScore = int.MinValue;
        for (var option = 0; option < options; option++)
        {
            if (shares[option] == 0) continue;
            var score = Owe(groups, option, shares[option]) + dice.Below(Whole / 2);
            if (score > bestScore) (best, bestScore) = (option, score);
        }

        Owe(groups, best, -Whole);
        return best;
    }

    /// <summary>Yes with a share of <paramref name="share"/> / 1000; only with two options.</summary>
    public bool Chance(int share, params ReadOnlySpan<int> groups) => Choose([Whole - share, share], groups) == 1;

    private int Owe(ReadOnlySpan<int> groups, int option, int share)
    {
        var sum = Owe((-1, 0), option, share);
        for (var kind = 0; kind < groups.Length; kind++) sum += Owe((kind, groups[kind]), option, share);
        return sum;
    }

    private int Owe((int, int) group, int option, int share)
    {
        if (!owed.TryGetValue(group, out var debts)) owed[group] = debts = new int[options];
        return debts[option] += share;
    }
}
