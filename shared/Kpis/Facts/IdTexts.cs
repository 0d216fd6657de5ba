namespace CrmServerless.Kpis.Facts;

/// <summary>Ids of facts that may have to break a tie, compared ordinally.</summary>
internal sealed class IdTexts
{
    private readonly List<string> texts = [];

    /// <summary>Keeps an id and gives its number.</summary>
    public int Add(string id)
    {
        texts.Add(id);
        return texts.Count - 1;
    }

    /// <summary>Compares two kept ids.</summary>
    public int Compare(int left, int right) => string.CompareOrdinal(texts[left], texts[right]);
}
