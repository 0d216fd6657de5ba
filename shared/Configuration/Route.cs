namespace CrmServerless.Configuration;

/// <summary>Which alerts go to whom. Every condition that is not empty must hold; every route that matches adds its people.</summary>
public sealed record Route
{
    /// <summary>KPI families (sales, retention, …); empty: any.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>KPI ids; empty: any.</summary>
    public IReadOnlyList<string> Kpis { get; init; } = [];

    /// <summary>The segments; null: any.</summary>
    public RuleSegments? Segments { get; init; }

    /// <summary>The least severity; default warning.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>Ids of people.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>The channels to use; empty: all that reach the person.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];
}
