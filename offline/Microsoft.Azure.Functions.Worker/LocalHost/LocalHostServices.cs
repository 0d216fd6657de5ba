using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Listeners;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The local host's own services, beside the app's.</summary>
internal static class LocalHostServices
{
    public static void AddLocalHost(
        this IServiceCollection services, LocalHostOptions options, HostJson host, FunctionCatalog catalog, InvocationPipeline pipeline)
    {
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(host);
        services.AddSingleton(catalog);
        services.AddSingleton(pipeline);
        services.AddSingleton<LocalHostState>();
        services.AddSingleton<LocalClock>();
        services.AddSingleton(provider => HostId.Of(provider.GetRequiredService<IConfiguration>(), options.Folder));
        services.AddSingleton<StorageConnections>();
        services.AddSingleton<DevelopmentStorage>();
        services.AddSingleton<HostKeyStore>();
        services.AddSingleton<RunningInvocations>();
        services.AddSingleton<FunctionExecution>();
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton<HttpFunctionHandler>();
        services.AddSingleton<ManualInvocations>();
        services.AddSingleton<ScheduleMonitor>();
        services.AddSingleton<TimerListenerFactory>();
        services.AddSingleton<BlobSlots>();
        services.AddSingleton<BlobListenerFactory>();
        services.AddSingleton<ListenerSet>();
        services.AddHostedService<LocalHostService>();
        services.AddHostedService<InputWatch>();
    }
}
