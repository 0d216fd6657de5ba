namespace CrmServerless.Kpis.Facts;

/// <summary>Walks the facts of a bucket group by group.</summary>
internal ref struct FactCursor<T>(ReadOnlySpan<T> facts)
    where T : unmanaged, IFact
{
    private readonly ReadOnlySpan<T> facts = facts;
    private int position;

    /// <summary>The facts of that key; keys must be asked for in ascending order.</summary>
    public ReadOnlySpan<T> Take(int key)
    {
        while (position < facts.Length && facts[position].Key < key)
            position++;
        var start = position;
        while (position < facts.Length && facts[position].Key == key)
            position++;
        return facts[start..position];
    }
}
