using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Puts the app and its local host together.</summary>
internal static class LocalApplication
{
    /// <summary>
    /// The genuine host's limit
    /// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits">limits</see>: 100 MB).
    /// </summary>
    private const long MaxRequestBodyBytes = 104_857_600;

    public static WebApplicationBuilder CreateBuilder(string[] args, LocalHostOptions options)
    {
        var file = LocalSettingsFile.Read(options.Folder);
        file.ApplyToEnvironment();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.Folder,
            EnvironmentName = EnvironmentName(),
        });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{builder.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        builder.Configuration.AddLocalDefaults(args, file.Port, FunctionDiscovery.Connections(options.Types));
        builder.Logging.AddLocalConsole(HostJson.Read(options.Folder));
        return builder;
    }

    public static IHost Build(
        WebApplicationBuilder builder, LocalHostOptions options,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool servesHttp)
    {
        var host = HostJson.Read(options.Folder);
        var catalog = FunctionDiscovery.Find(options.Types);
        builder.Services.AddLocalHost(options, host, catalog, new InvocationPipeline(middleware));
        ListenOn(builder.WebHost, LocalDefaults.PortOf(builder.Configuration));

        var app = builder.Build();
        if (servesHttp) app.UseForwardedHeaders();
        app.UseRouting();
        app.UseNotFoundForOtherMethods();
        app.MapFunctions(catalog, host, servesHttp);
        app.MapAdmin();
        return app;
    }

    private static void ListenOn(ConfigureWebHostBuilder web, int port) => web.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        kestrel.Listen(IPAddress.Loopback, port);
    });

    /// <summary>Core Tools runs an app in Development
    /// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-app-settings#azure_functions_environment">environment</see>).</summary>
    private static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Development;
}
