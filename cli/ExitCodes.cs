namespace CrmServerless.Cli;

/// <summary>What the tool's process ends with; documented in the help of each command.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and all is well.</summary>
    public const int Good = 0;

    /// <summary>It could not be done: wrong arguments, storage or the app out of reach.</summary>
    public const int Failed = 1;

    /// <summary>It was done, and what it looked at is not well: a file that cannot be used, a broken configuration, a demo that told another story.</summary>
    public const int Findings = 2;

    /// <summary>Ended by Ctrl+C.</summary>
    public const int Cancelled = 130;
}
