using CrmServerless.Webhooks.Counting;
using CrmServerless.Webhooks.Receiving;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Webhooks;

/// <summary>Registers what takes webhooks in.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<RefusalCounts>()
        .AddSingleton<WebhookReceiver>();
}
