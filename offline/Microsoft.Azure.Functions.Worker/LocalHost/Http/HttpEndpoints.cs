using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// One endpoint per HTTP function, at {routePrefix}/{route or name}
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint">HTTP
/// endpoint</see>).
/// </summary>
internal static class HttpEndpoints
{
    /// <summary>The path of the function, below the root.</summary>
    public static string RouteOf(FunctionDescriptor function, HttpTriggerAttribute trigger, HostJson host) =>
        $"{host.RoutePrefix}/{trigger.Route ?? function.Name}".TrimStart('/');

    public static void MapFunctions(this WebApplication app, FunctionCatalog catalog, HostJson host, bool servesHttp)
    {
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;
            if (servesHttp) app.MapFunction(function, trigger, catalog, host);
            else catalog.AddError(function, "HTTP functions need ConfigureFunctionsWebApplication() in Program.cs.");
        }
    }

    /// <summary>
    /// A path that a function has but not with this method is 404 in the genuine host, where ASP.NET Core alone would say 405
    /// (azure-functions-host, src/WebJobs.Script.WebHost/WebScriptHostHttpRoutesManager.cs: the method is a route constraint).
    /// </summary>
    public static void UseNotFoundForOtherMethods(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint is RouteEndpoint) return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static void MapFunction(
        this WebApplication app, FunctionDescriptor function, HttpTriggerAttribute trigger, FunctionCatalog catalog, HostJson host)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(RouteOf(function, trigger, host));
            var endpoint = app.Map(pattern, http =>
                http.RequestServices.GetRequiredService<HttpFunctionHandler>().HandleAsync(http, function, trigger.AuthLevel));
            endpoint.WithDisplayName(function.Name);
            if (trigger.Methods is { Length: > 0 } methods) endpoint.WithMetadata(new HttpMethodMetadata(methods));
        }
        catch (RoutePatternException error)
        {
            catalog.AddError(function, $"The route '{trigger.Route}' is wrong: {error.Message}");
        }
    }
}
