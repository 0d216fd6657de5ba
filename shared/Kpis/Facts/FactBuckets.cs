using System.Runtime.InteropServices;

namespace CrmServerless.Kpis.Facts;

/// <summary>Takes the facts of one key; they may be put into another order.</summary>
internal delegate void FactGroup<T>(Span<T> facts);

/// <summary>
/// Facts shuffled to buckets by what they belong to, so that one bucket's facts are in memory at a time: beyond its budget a bucket
/// goes to a temporary file, which the system deletes when this is disposed or the process dies.
/// </summary>
/// <param name="buckets">How many buckets; the same number for facts that are walked together.</param>
/// <param name="bytesInMemory">How many bytes of facts stay in memory over all buckets.</param>
internal sealed class FactBuckets<T>(int buckets, long bytesInMemory) : IDisposable
    where T : unmanaged, IFact
{
    private readonly List<T>[] memory = [.. Enumerable.Range(0, buckets).Select(_ => new List<T>())];
    private readonly FileStream?[] spilled = new FileStream?[buckets];
    private readonly long budget = Math.Max(1024, bytesInMemory / Math.Max(1, buckets));

    /// <summary>Adds a fact.</summary>
    public void Add(in T fact)
    {
        var bucket = fact.Key % memory.Length;
        var facts = memory[bucket];
        if (facts.Count > 0 && facts.Count == facts.Capacity && 2L * facts.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() > budget)
            Spill(bucket);
        facts.Add(fact);
    }

    /// <summary>The facts of a bucket, ordered by what they belong to; within that in the order they were added.</summary>
    public T[] Read(int bucket)
    {
        var facts = ReadAll(bucket);
        var keys = new long[facts.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((long)facts[i].Key << 32) | (uint)i;
        Array.Sort(keys, facts);
        return facts;
    }

    /// <summary>Hands over all facts of one key after the other, one bucket in memory at a time.</summary>
    public void ForEachKey(FactGroup<T> take)
    {
        for (var bucket = 0; bucket < memory.Length; bucket++)
        {
            var facts = Read(bucket);
            for (var start = 0; start < facts.Length;)
            {
                var end = start + 1;
                while (end < facts.Length && facts[end].Key == facts[start].Key)
                    end++;
                take(facts.AsSpan(start, end - start));
                start = end;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in spilled)
            file?.Dispose();
    }

    private T[] ReadAll(int bucket)
    {
        if (spilled[bucket] is not { } file)
            return [.. memory[bucket]];
        var size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var facts = new T[(file.Length / size) + memory[bucket].Count];
        var stored = facts.AsSpan(0, (int)(file.Length / size));
        file.Position = 0;
        file.ReadExactly(MemoryMarshal.AsBytes(stored));
        file.Position = file.Length;
        CollectionsMarshal.AsSpan(memory[bucket]).CopyTo(facts.AsSpan(stored.Length));
        return facts;
    }

    private void Spill(int bucket)
    {
        var file = spilled[bucket] ??= new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(memory[bucket])));
        memory[bucket].Clear();
    }
}
