using System.Numerics;
using System.Runtime.CompilerServices;
using CrmServerless.RecordStore.Keys;

namespace CrmServerless.RecordStore.Writing;

/// <summary>
/// Puts rows in the order of their keys; rows of one key stay in the order of their coming. Hashes are spread evenly, so rows are dealt
/// into small buckets by the first bits, and each bucket is sorted alone.
/// </summary>
/// <param name="heap">Tells keys of equal hashes apart.</param>
internal sealed class RowOrder(HeapRows heap)
{
    private const int ChunkRows = 16 * 1024;
    private const int RowsPerBucket = 4;
    private const int MostBits = 20;
    private const int ShortBucket = 32;
    private readonly List<RowEntry[]> chunks = [];
    private RowEntry[]? sorted;

    /// <summary>How many rows.</summary>
    public int Count { get; private set; }

    /// <summary>The memory they take, sorted too.</summary>
    public long Bytes => 2L * Count * Unsafe.SizeOf<RowEntry>();

    /// <summary>Adds a row, later than all before.</summary>
    public void Add(RowEntry entry)
    {
        if (Count / ChunkRows == chunks.Count)
            chunks.Add(new RowEntry[ChunkRows]);
        chunks[Count / ChunkRows][Count % ChunkRows] = entry;
        Count++;
        sorted = null;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (Count, sorted) = (0, null);

    /// <summary>The rows in order.</summary>
    public RowEntry[] Sorted() => sorted ??= Sort();

    private RowEntry[] Sort()
    {
        var shift = 64 - Math.Clamp(BitOperations.Log2((uint)Count / RowsPerBucket + 1), 1, MostBits);
        var ends = new int[1 << (64 - shift)];
        for (var i = 0; i < Count; i++)
            ends[At(i).Hash.High >> shift]++;
        for (var (bucket, before) = (0, 0); bucket < ends.Length; bucket++)
            (ends[bucket], before) = (before, before + ends[bucket]);
        var target = new RowEntry[Count];
        for (var i = 0; i < Count; i++)
            target[ends[At(i).Hash.High >> shift]++] = At(i);
        for (var (bucket, start) = (0, 0); bucket < ends.Length; start = ends[bucket++])
            SortBucket(target.AsSpan(start..ends[bucket]));
        return target;
    }

    private void SortBucket(Span<RowEntry> bucket)
    {
        if (bucket.Length > ShortBucket)
        {
            bucket.Sort(Compare);
            return;
        }

        for (var i = 1; i < bucket.Length; i++)
        {
            var (entry, place) = (bucket[i], i);
            for (; place > 0 && Compare(bucket[place - 1], entry) > 0; place--)
                bucket[place] = bucket[place - 1];
            bucket[place] = entry;
        }
    }

    private ref readonly RowEntry At(int row) => ref chunks[row / ChunkRows][row % ChunkRows];

    private int Compare(RowEntry left, RowEntry right)
    {
        if (left.Hash.High != right.Hash.High)
            return left.Hash.High < right.Hash.High ? -1 : 1;
        if (left.Hash.Low != right.Hash.Low)
            return left.Hash.Low < right.Hash.Low ? -1 : 1;
        var byKey = KeyOrder.Compare(heap.KeyAt(left.Place), heap.KeyAt(right.Place));
        return byKey != 0 ? byKey : left.Place.CompareTo(right.Place);
    }
}
