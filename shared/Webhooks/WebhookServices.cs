using CrmServerless.Webhooks.Counting;
using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Records;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Webhooks;

/// <summary>Registers what takes webhooks in, and makes records of them.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<RefusalCounts>()
        .AddSingleton<WebhookReceiver>()
        .AddSingleton<WebhookIngestion>();
}
