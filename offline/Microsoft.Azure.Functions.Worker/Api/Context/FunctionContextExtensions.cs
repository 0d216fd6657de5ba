using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// The request of an invocation, for middleware (package Extensions.Http.AspNetCore, FunctionContextExtensions;
/// <see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#aspnet-core-integration">guide</see>).
/// </summary>
public static class FunctionContextExtensions
{
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request's context; null for an invocation that no request started.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
    }
}
