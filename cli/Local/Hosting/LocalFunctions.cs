namespace CrmServerless.Cli.Local.Hosting;

/// <summary>Functions of the app that the tool runs by hand, so that nobody waits for their timers.</summary>
internal static class LocalFunctions
{
    /// <summary>Works off jobs.</summary>
    public const string JobTimer = "Jobs";

    /// <summary>Sends what is in the outbox.</summary>
    public const string OutboxTimer = "Outbox";

    /// <summary>
    /// Settings that keep timers from running by themselves: the night would compute yesterday by the clock, while the data ended long ago; a
    /// job that is under way would be begun a second time.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Quiet { get; } = new Dictionary<string, string>
    {
        ["AzureWebJobs:Night:Disabled"] = "true",
        [$"AzureWebJobs:{JobTimer}:Disabled"] = "true",
    };
}
