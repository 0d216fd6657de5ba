namespace CrmServerless.Configuration;

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
