namespace CrmServerless.Configuration;

/// <summary>How much worse than its benchmark a value is; a greater member is worse.</summary>
public enum Severity
{
    /// <summary>Not beyond the warning margin.</summary>
    None,

    /// <summary>Beyond the warning margin.</summary>
    Warning,

    /// <summary>Beyond the critical margin.</summary>
    Critical,
}

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

/// <summary>When nobody is disturbed: messages wait until it ends. In the business time zone.</summary>
public sealed record QuietHours
{
    /// <summary>The local time it begins each day; with <see cref="To"/> earlier it lasts past midnight; equal to <see cref="To"/>: no hours, only <see cref="Days"/>.</summary>
    public TimeOnly From { get; init; }

    /// <summary>The local time it ends.</summary>
    public TimeOnly To { get; init; }

    /// <summary>Weekdays that are quiet from midnight to midnight.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Whether a critical alert is sent all the same; default true.</summary>
    public bool CriticalPasses { get; init; } = true;
}

/// <summary>managers.yaml: who is told what, how and when.</summary>
public sealed record ManagersConfiguration
{
    /// <summary>The id of the one person there is without a managers.yaml.</summary>
    public const string DefaultOwner = "owner";

    /// <summary>Everyone, with distinct ids; never empty.</summary>
    public required IReadOnlyList<Person> People { get; init; }

    /// <summary>The routes in order. An alert that no route and no rule's owner claims goes to the first person.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>When nobody is disturbed; null: never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>After how many days an open alert is told again, 1..365; null: never. Default 7.</summary>
    public int? ReminderDays { get; init; } = 7;

    /// <summary>
    /// One person named owner, reached where the deployment's settings say (<see cref="OwnerSettings"/>). Without an address alerts are kept and shown, not sent.
    /// </summary>
    public static ManagersConfiguration Default(OwnerSettings owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return new() { People = [new Person { Id = DefaultOwner, Name = "Owner", Email = owner.Email, TeamsSecret = owner.TeamsSecret }] };
    }
}

/// <summary>How to reach the owner where there is no managers.yaml (app settings OwnerEmail, OwnerTeamsSecret).</summary>
/// <param name="Email">An e-mail address, or null.</param>
/// <param name="TeamsSecret">The name of the secret that holds a Teams webhook's URL, or null.</param>
public sealed record OwnerSettings(string? Email, string? TeamsSecret);
