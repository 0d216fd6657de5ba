namespace CrmServerless.Ingestion.Converting;

/// <summary>
/// Counts how often each row's content has occurred, so that equal rows without id stay different records. Eight bytes a row in an
/// open table, and a count only for what repeats; two contents that share 64 bits of hash merely skip an ordinal.
/// </summary>
internal sealed class RowOrdinals
{
    private readonly Dictionary<ulong, int> repeated = [];
    private ulong[] slots = new ulong[1024];
    private int count;

    /// <summary>1 for the first row of this content, 2 for the second, …</summary>
    public int Next(ulong contentHash)
    {
        // Zero marks a free slot.
        var hash = contentHash == 0 ? 1 : contentHash;
        if (!TryAdd(hash))
            return repeated[hash] = repeated.GetValueOrDefault(hash, 1) + 1;

        if (++count > slots.Length / 4 * 3)
            Grow();
        return 1;
    }

    private bool TryAdd(ulong hash)
    {
        var mask = (ulong)slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            if (slots[slot] == hash)
                return false;
            if (slots[slot] != 0)
                continue;

            slots[slot] = hash;
            return true;
        }
    }

    private void Grow()
    {
        var old = slots;
        slots = new ulong[old.Length * 2];
        foreach (var hash in old.Where(h => h != 0))
            TryAdd(hash);
    }
}
