using Azure.Identity;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Mail;
using CrmServerless.Notifications.Mail.Acs;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Notifications.Teams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Alerts;

/// <summary>Registers what turns computed nights into messages.</summary>
public static class AlertingServices
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds <see cref="NightEvaluator"/> and <see cref="OutboxDispatcher"/>. The caller registers <see cref="CrmStorage"/>, <see cref="IConfigurationSource"/>,
    /// <see cref="ISecretSource"/>, <see cref="IMetricReader"/>, <see cref="TimeProvider"/> and logging. Settings: `PublicUrl`, `Smtp:*` or `Acs:*` (<see cref="MailSettings"/>).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is malformed; the message names it.</exception>
    public static IServiceCollection AddAlerting(this IServiceCollection services, IConfiguration settings)
    {
        var (mail, alerts) = (MailSettings.Read(settings), AlertSettings.Read(settings));
        return services
            .AddSingleton(alerts)
            .AddSingleton(new RetrySchedule())
            .AddSingleton<OutboxStore>()
            .AddSingleton<NightEvaluator>()
            .AddSingleton<AlertStore>()
            .AddSingleton<FeedbackStore>()
            .AddSingleton<AlertDesk>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<IMessageChannel>(provider => Mail(mail, provider.GetRequiredService<ISecretSource>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IMessageChannel>(provider => new TeamsChannel(Client(), provider.GetRequiredService<ISecretSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<PostPace>()))
            .AddSingleton<PostPace>()
            .AddSingleton<DeadLetters>()
            .AddSingleton(provider => new OutboxDispatcher(
                provider.GetRequiredService<OutboxStore>(),
                provider.GetServices<IMessageChannel>(),
                provider.GetRequiredService<RetrySchedule>(),
                provider.GetRequiredService<TimeProvider>(),
                Random.Shared,
                provider.GetRequiredService<ILogger<OutboxDispatcher>>(),
                provider.GetRequiredService<DeadLetters>()));
    }

    private static IMessageChannel Mail(MailSettings settings, ISecretSource secrets, TimeProvider time) =>
        settings.Acs is { } acs ? new AcsChannel(acs, secrets, () => new DefaultAzureCredential(), time) : new SmtpChannel(settings.Smtp, secrets);

    /// <summary>One client for the process: no redirects (an address comes from configuration only), no cookies; the dispatcher limits the time.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
