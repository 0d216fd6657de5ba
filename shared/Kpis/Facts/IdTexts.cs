namespace CrmServerless.Kpis.Facts;

/// <summary>Ids of facts that may have to break a tie, compared ordinally. There may be millions: they lie in large arrays, not in objects of their own.</summary>
internal sealed class IdTexts
{
    private const int ChunkChars = 32 * 1024;
    private readonly List<char[]> chunks = [];
    private readonly List<Place> places = [];
    private int used = ChunkChars;

    /// <summary>Keeps an id and gives its number.</summary>
    public int Add(string id)
    {
        if (used + id.Length > ChunkChars)
            BeginChunk(Math.Max(ChunkChars, id.Length));
        id.CopyTo(chunks[^1].AsSpan(used));
        places.Add(new Place(chunks.Count - 1, used, id.Length));
        used += id.Length;
        return places.Count - 1;
    }

    /// <summary>Compares two kept ids.</summary>
    public int Compare(int left, int right) => TextOf(places[left]).SequenceCompareTo(TextOf(places[right]));

    private ReadOnlySpan<char> TextOf(Place place) => chunks[place.Chunk].AsSpan(place.Start, place.Length);

    private void BeginChunk(int chars)
    {
        chunks.Add(new char[chars]);
        used = 0;
    }

    private readonly record struct Place(int Chunk, int Start, int Length);
}
