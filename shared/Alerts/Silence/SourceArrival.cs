namespace CrmServerless.Alerts.Silence;

/// <summary>When a source last delivered, and how often it should.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Entities">The names of the entities that it delivers.</param>
/// <param name="Newest">When its newest usable delivery came (UTC), whatever it held.</param>
/// <param name="Expected">The longest time between two deliveries; null: nobody knows, it is never silent.</param>
/// <param name="IsLearned">Whether that is what was usual so far (<see cref="Rhythm"/>), and not sources.yaml's `expectedArrival`.</param>
public sealed record SourceArrival(string Source, IReadOnlySet<string> Entities, DateTimeOffset Newest, TimeSpan? Expected, bool IsLearned)
{
    /// <summary>Whether too much time had passed at an instant.</summary>
    public bool IsSilent(DateTimeOffset at) => Newest < at - Expected;
}

/// <summary>Knows when sources delivered.</summary>
public interface ISourceArrivals
{
    /// <summary>Every source that ever delivered something usable, by name.</summary>
    Task<IReadOnlyList<SourceArrival>> ReadAsync(CancellationToken cancellationToken);
}
