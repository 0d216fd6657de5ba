namespace CrmServerless.Kpis.Gathering;

/// <summary>How many records of an entity found a customer.</summary>
/// <param name="Linked">Those that did, on some day at least.</param>
/// <param name="Unlinked">Those that name nobody, or somebody unknown.</param>
/// <param name="Ambiguous">Those whose e-mail address, or its domain, two customers have.</param>
public readonly record struct LinkCounts(long Linked, long Unlinked, long Ambiguous);

/// <summary>A record without a customer.</summary>
/// <param name="Entity">Its entity.</param>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id within the source.</param>
/// <param name="IsAmbiguous">Whether its e-mail address, or its domain, belongs to two customers; else it names nobody, or somebody unknown.</param>
public sealed record UnlinkedRecord(string Entity, string Source, string Id, bool IsAmbiguous);

/// <summary>
/// Which orders, deals, tickets, surveys and interactions found their customer by id, contact, e-mail, ticket or lead (kpis.md section 2,
/// 'Identity'). An interaction that names a lead needs no customer.
/// </summary>
public sealed class LinkQuality
{
    /// <summary>The most records of each entity that are listed one by one.</summary>
    public const int MostListed = 1000;

    private readonly SortedDictionary<string, LinkCounts> counts = new(StringComparer.Ordinal);
    private readonly List<UnlinkedRecord> unlinked = [];

    /// <summary>By entity.</summary>
    public IReadOnlyDictionary<string, LinkCounts> Counts => counts;

    /// <summary>The first records without a customer, at most <see cref="MostListed"/> of each entity.</summary>
    public IReadOnlyList<UnlinkedRecord> Unlinked => unlinked;

    /// <summary>The sum over all entities.</summary>
    public LinkCounts Total => new(counts.Values.Sum(c => c.Linked), counts.Values.Sum(c => c.Unlinked), counts.Values.Sum(c => c.Ambiguous));

    /// <summary>Takes notice of a record.</summary>
    internal void Note(string entity, string source, string id, bool isLinked, bool isAmbiguous)
    {
        var known = counts.GetValueOrDefault(entity);
        if (isLinked)
        {
            counts[entity] = known with { Linked = known.Linked + 1 };
            return;
        }

        counts[entity] = isAmbiguous ? known with { Ambiguous = known.Ambiguous + 1 } : known with { Unlinked = known.Unlinked + 1 };
        if (known.Unlinked + known.Ambiguous < MostListed)
            unlinked.Add(new UnlinkedRecord(entity, source, id, isAmbiguous));
    }
}
