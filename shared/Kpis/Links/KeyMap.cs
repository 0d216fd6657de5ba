using System.Runtime.InteropServices;
using CrmServerless.Records;
using CrmServerless.RecordStore.Keys;

namespace CrmServerless.Kpis.Links;

/// <summary>Gives the keys of an entity consecutive numbers from 0, so that facts carry an integer instead of texts. Keys are held by their
/// 128-bit hash: among ten million, two that share one are less likely than a fault of the machine.</summary>
internal sealed class KeyMap
{
    private readonly Dictionary<KeyHash, int> numbers = [];

    /// <summary>How many keys have a number.</summary>
    public int Count => numbers.Count;

    /// <summary>The key's number, a new one where it has none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="id">The id within the source.</param>
    /// <param name="isNew">True when the number is new.</param>
    public int Intern(string source, string id, out bool isNew)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, KeyHash.Of(new RecordKey(source, id)), out var known);
        isNew = !known;
        if (isNew)
            number = numbers.Count - 1;
        return number;
    }

    /// <summary>The key's number, or -1.</summary>
    public int Find(string source, string id) => numbers.TryGetValue(KeyHash.Of(new RecordKey(source, id)), out var number) ? number : -1;
}
