namespace CrmServerless.Configuration;

/// <summary>A way of telling people.</summary>
public enum Channel
{
    /// <summary>An e-mail to the person's address.</summary>
    Email,

    /// <summary>An Adaptive Card to the person's Teams webhook.</summary>
    Teams,
}

/// <summary>How often a person gets a digest.</summary>
public enum DigestCadence
{
    /// <summary>Never.</summary>
    None,

    /// <summary>After every computed night.</summary>
    Daily,

    /// <summary>After Sunday's night: on Monday morning.</summary>
    Weekly,

    /// <summary>After the night of a month's last day.</summary>
    Monthly,
}

/// <summary>Someone who is told.</summary>
public sealed record Person
{
    /// <summary>Distinct; letters, digits, `.`, `_`, `-`.</summary>
    public required string Id { get; init; }

    /// <summary>As a message greets them; default the id.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address; null: not reached by e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>The name of the secret that holds the Teams webhook's URL; null: not reached by Teams.</summary>
    public string? TeamsSecret { get; init; }

    /// <summary>How often a digest is sent; default none.</summary>
    public DigestCadence Digest { get; init; } = DigestCadence.None;

    /// <summary>The channels that reach this person, e-mail first.</summary>
    public IReadOnlyList<Channel> Channels => [.. Reach()];

    private IEnumerable<Channel> Reach()
    {
        if (Email is not null)
        {
            yield return Channel.Email;
        }

        if (TeamsSecret is not null)
        {
            yield return Channel.Teams;
        }
    }
}
