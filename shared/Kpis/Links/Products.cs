namespace CrmServerless.Kpis.Links;

/// <summary>What the products entity says of a product.</summary>
/// <param name="Line">Its line, or null.</param>
/// <param name="TierRank">Its rank, or null; higher is dearer.</param>
internal sealed record Product(string? Line, decimal? TierRank);

/// <summary>
/// Products by the text that facts name them with: an id first, else a name (kpis.md section 3); of the fact's own source first, else
/// of any.
/// </summary>
internal sealed class Products
{
    private readonly Dictionary<(string? Source, string Text), (string Id, Product Product)> byId = [];
    private readonly Dictionary<(string? Source, string Text), (string Id, Product Product)> byName = [];

    /// <summary>Adds a product. Of several with one name (or, over all sources, one id) the lowest id, then source, is found.</summary>
    public void Add(string source, string id, string? name, Product product)
    {
        Keep(byId, (source, id), id, product);
        Keep(byId, (null, id), source, product);
        if (name is null)
            return;
        Keep(byName, (source, name), id, product);
        Keep(byName, (null, name), $"{id}|{source}", product);
    }

    /// <summary>The product that a fact of the source names, or null.</summary>
    public Product? Find(string source, string? text)
    {
        if (text is null)
            return null;
        return Find(byId, source, text) ?? Find(byName, source, text) ?? Find(byId, null, text) ?? Find(byName, null, text);
    }

    private static Product? Find(Dictionary<(string? Source, string Text), (string Id, Product Product)> products, string? source, string text) =>
        products.TryGetValue((source, text), out var found) ? found.Product : null;

    private static void Keep(
        Dictionary<(string? Source, string Text), (string Id, Product Product)> products, (string? Source, string Text) key, string order, Product product)
    {
        if (!products.TryGetValue(key, out var kept) || string.CompareOrdinal(order, kept.Id) < 0)
            products[key] = (order, product);
    }
}
