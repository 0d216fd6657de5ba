using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// POST /admin/functions/{name} with {"input": "…"} and the master key runs a function that no request starts, without waiting for it
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http">run by hand</see>,
/// azure-functions-host, src/WebJobs.Script.WebHost/Controllers/FunctionsController.cs).
/// </summary>
internal static class AdminEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapAdmin(this WebApplication app) =>
        app.MapMethods("admin/functions/{name}", [HttpMethods.Post], (RequestDelegate)InvokeAsync);

    private static async Task InvokeAsync(HttpContext http)
    {
        var state = http.RequestServices.GetRequiredService<LocalHostState>();
        http.Response.StatusCode = HostKeys.Allows(AuthorizationLevel.Admin, state.Keys.LevelOf(http.Request))
            ? await StartAsync(http)
            : StatusCodes.Status401Unauthorized;
    }

    private static async Task<int> StartAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) return StatusCodes.Status415UnsupportedMediaType;
        if (await BodyOfAsync(http.Request) is not { } body) return StatusCodes.Status400BadRequest;
        var catalog = http.RequestServices.GetRequiredService<FunctionCatalog>();
        if (catalog.Find((string)http.Request.RouteValues["name"]!) is not { } function) return StatusCodes.Status404NotFound;
        var started = http.RequestServices.GetRequiredService<ManualInvocations>().TryStart(function, body.Input ?? string.Empty);
        return started ? StatusCodes.Status202Accepted : StatusCodes.Status400BadRequest;
    }

    private static async Task<Body?> BodyOfAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFromJsonAsync<Body>(Json, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body(string? Input);
}
