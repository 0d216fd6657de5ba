using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function by an HTTP request
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#attributes">HTTP trigger</see>).
/// Unlike <see cref="HttpTriggerAttribute()"/>, the constructor of methods alone leaves the level Anonymous, as in the genuine package.
/// </summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, level Function.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>These methods.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Any method, this level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>These methods, this level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template below the route prefix, in ASP.NET Core's syntax; the function's name where null.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods it answers; all where null.</summary>
#pragma warning disable CA1819 // As in the genuine type.
    public string[]? Methods { get; }
#pragma warning restore CA1819

    /// <summary>The key a request must carry.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
