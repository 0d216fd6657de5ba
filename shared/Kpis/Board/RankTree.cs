namespace CrmServerless.Kpis.Board;

/// <summary>
/// A multiset of ranks that finds its k-th smallest in logarithmic time (P. M. Fenwick, 'A new data structure for cumulative frequency
/// tables', Software: Practice and Experience 24(3), 1994).
/// </summary>
/// <param name="ranks">How many ranks there are: 0 .. ranks-1.</param>
internal sealed class RankTree(int ranks)
{
    private readonly int[] tree = new int[ranks + 1];
    private readonly int highestBit = ranks == 0 ? 0 : 1 << System.Numerics.BitOperations.Log2((uint)ranks);

    /// <summary>How many members there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds (or with a negative number removes) members of a rank.</summary>
    public void Add(int rank, int number)
    {
        Count += number;
        for (var i = rank + 1; i < tree.Length; i += i & -i)
            tree[i] += number;
    }

    /// <summary>The rank of the member that has <paramref name="k"/> members before it in order.</summary>
    public int Find(int k)
    {
        var position = 0;
        for (var bit = highestBit; bit > 0; bit >>= 1)
        {
            if (position + bit < tree.Length && tree[position + bit] <= k)
            {
                position += bit;
                k -= tree[position];
            }
        }

        return position;
    }
}
