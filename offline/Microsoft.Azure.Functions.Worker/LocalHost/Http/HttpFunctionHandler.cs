using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// Answers a request with a function: 401 without the key it asks for, then 404 where it is disabled (unless by the master key), 500 without
/// details where it fails (azure-functions-host, src/WebJobs.Script.WebHost/Middleware/FunctionInvocationMiddleware.cs and
/// ExceptionMiddleware.cs).
/// </summary>
internal sealed class HttpFunctionHandler(LocalHostState state, FunctionInvoker invoker, IConfiguration settings, LocalClock clock)
{
    /// <summary>How long a function that timed out may take to notice before its connection is cut.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task HandleAsync(HttpContext http, FunctionDescriptor function, AuthorizationLevel required)
    {
        var level = state.Keys.LevelOf(http.Request);
        if (!HostKeys.Allows(required, level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (level != AuthorizationLevel.Admin && settings.Disables(function.Name))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            var outcome = await invoker.InvokeAsync(function, HttpInput.Of(http), retry: null, http.RequestAborted);
            if (outcome.Error is { } error) await FailAsync(http, outcome.Ended, error);
        }
    }

    private async Task FailAsync(HttpContext http, Task ended, Exception error)
    {
        await CutOffAsync(http, ended);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }

    /// <summary>The request is the function's until its code has ended: only then may the server reuse it.</summary>
    private async Task CutOffAsync(HttpContext http, Task ended)
    {
        try
        {
            await ended.WaitAsync(Grace, clock.Time);
        }
        catch (TimeoutException)
        {
            http.Abort();
            await ended;
        }
    }
}
