using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// HttpContext.RequestServices are the invocation's services while it runs
/// (azure-functions-dotnet-worker, Extensions.Http.AspNetCore, WorkerRequestServicesMiddleware.cs).
/// </summary>
internal sealed class RequestServices : IDisposable
{
    private readonly HttpContext http;
    private readonly IServiceProvider before;

    private RequestServices(HttpContext http, IServiceProvider services)
    {
        this.http = http;
        before = http.RequestServices;
        http.RequestServices = services;
    }

    /// <summary>Until disposed; nothing where there is no request.</summary>
    public static RequestServices? Borrow(HttpContext? http, IServiceProvider services) => http is null ? null : new RequestServices(http, services);

    public void Dispose() => http.RequestServices = before;
}
