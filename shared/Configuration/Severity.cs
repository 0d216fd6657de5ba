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
