using CrmServerless.RecordStore.Keys;

namespace CrmServerless.RecordStore.Runs;

/// <summary>Which blocks of a run a reader wants.</summary>
internal abstract class BlockFilter
{
    /// <summary>All blocks.</summary>
    public static BlockFilter All { get; } = new InRange(KeyRange.All);

    /// <summary>Blocks that may hold keys of the range.</summary>
    public static BlockFilter Of(KeyRange range) => new InRange(range);

    /// <summary>Blocks that may hold one of these keys, given in order.</summary>
    public static BlockFilter Of(KeyHash[] sorted) => new OneOf(sorted);

    /// <summary>True when keys from the first to the last hash, both included, may be wanted.</summary>
    public abstract bool Wants(KeyHash first, KeyHash last);

    private sealed class InRange(KeyRange range) : BlockFilter
    {
        public override bool Wants(KeyHash first, KeyHash last) => first <= range.Last && last >= range.First;
    }

    private sealed class OneOf(KeyHash[] sorted) : BlockFilter
    {
        public override bool Wants(KeyHash first, KeyHash last)
        {
            var at = Array.BinarySearch(sorted, first);
            if (at >= 0)
                return true;
            return ~at < sorted.Length && sorted[~at] <= last;
        }
    }
}
