using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// Writes what an HTTP function returned: an IActionResult or IResult executes itself; nothing else is written, so the answer is an empty 200
/// unless the function wrote to the response
/// (azure-functions-dotnet-worker, Extensions.Http.AspNetCore, FunctionsHttpProxyingMiddleware.cs).
/// </summary>
internal static class HttpResults
{
    public static Task ExecuteAsync(object? result, HttpContext http, FunctionContext context)
    {
        switch (result)
        {
            case IActionResult action:
                return action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
            case IResult plain:
                return plain.ExecuteAsync(http);
            default:
                context.GetLogger("Host.Http").LogTrace(
                    "No HTTP response returned from function '{Function}', invocation {InvocationId}.",
                    context.FunctionDefinition.Name,
                    context.InvocationId);
                return Task.CompletedTask;
        }
    }
}
