namespace CrmServerless.RecordStore.Merging;

/// <summary>A few rows kept while their key is worked on; its row objects are used again for the next key.</summary>
internal sealed class RowList(int width)
{
    private static readonly Comparer<VersionRow> ByStamp = Comparer<VersionRow>.Create(static (a, b) => a.Stamp.CompareTo(b.Stamp));
    private static readonly Comparer<VersionRow> BySequence =
        Comparer<VersionRow>.Create(static (a, b) => a.Stamp.Sequence.CompareTo(b.Stamp.Sequence));

    private readonly List<VersionRow> rows = [];

    /// <summary>How many rows.</summary>
    public int Count { get; private set; }

    /// <summary>A row.</summary>
    public VersionRow this[int index] => rows[index];

    /// <summary>Takes a row, leaving it other values.</summary>
    public void Take(VersionRow row) => Next().ExchangeWith(row);

    /// <summary>Adds a row without values for the caller to fill.</summary>
    public VersionRow AddBlank(VersionRow like)
    {
        var row = Next();
        (row.Hash, row.Key, row.Stamp, row.Set) = (like.Hash, like.Key, like.Stamp, like.Set);
        Array.Clear(row.Values);
        return row;
    }

    /// <summary>Puts the rows in the order of their stamps, oldest first.</summary>
    public void SortByStamp() => rows.Sort(0, Count, ByStamp);

    /// <summary>Puts the rows in the order in which they came in.</summary>
    public void SortBySequence() => rows.Sort(0, Count, BySequence);

    /// <summary>Forgets the rows.</summary>
    public void Clear() => Count = 0;

    private VersionRow Next()
    {
        if (Count == rows.Count)
            rows.Add(new VersionRow(width));
        return rows[Count++];
    }
}
