namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// The key a request must carry
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#http-auth">authorization level</see>).
/// </summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A user's token; no key but the master key satisfies it.</summary>
    User = 1,

    /// <summary>A function or host key.</summary>
    Function = 2,

    /// <summary>A system key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
