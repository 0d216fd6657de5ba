using CrmServerless.Alerts.Storage;
using CrmServerless.Nights;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Receivers;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>
/// The business at the night after 1 February 2026, with the day before computed and a target that no win rate meets: the owner is told once by mail.
/// </summary>
internal sealed class AlertedNight : IAsyncDisposable
{
    private const string Rule = "board";
    private const string Target = $"rules:\n  - id: {Rule}\n    kpi: win_rate\n    benchmark: {{kind: expectation, target: 100%, by: the board}}\n";
    private const string DayBefore = "2026-01-31";

    private static readonly DateOnly Day = new(2026, 2, 1);

    private readonly Business business;
    private readonly TemporaryFolder folder;
    private readonly SmtpReceiver receiver;

    private AlertedNight(Business business, TemporaryFolder folder, SmtpReceiver receiver) => (this.business, this.folder, this.receiver) = (business, folder, receiver);

    public WriteGate Gate => business.Gate;

    public IReadOnlyList<ReceivedMail> Mails => receiver.Messages;

    public static async Task<AlertedNight> NewAsync(AzuriteFixture azurite)
    {
        var folder = new TemporaryFolder();
        var night = new AlertedNight(await Business.NewAsync(azurite), folder, await SmtpReceiver.StartAsync(new(folder.Path)));
        await night.business.ConfigureAsync("benchmarks.yaml", Target);
        return night;
    }

    /// <summary>A host whose clock begins at a time of that night in Berlin, `HH:mm`.</summary>
    public Task<FunctionsHost> StartHostAsync(string time) => business.StartHostAsync(
        isTriggered: false,
        ("Clock__StartAt", $"2026-02-02T{time}:00+01:00"), ("OwnerEmail", "owner@example.com"),
        ("Smtp__Host", SmtpReceiver.Host), ("Smtp__Port", $"{receiver.Port}"), ("Smtp__From", "alerts@example.com"));

    /// <summary>Ingests everything and computes the day before.</summary>
    public async Task PrepareAsync(FunctionsHost host)
    {
        await host.RunAsync("Reconcile");
        await business.IngestedAsync(Business.Files.Count);
        await business.CompletedAsync(await host.OrderComputeAsync(DayBefore, DayBefore), host);
    }

    /// <summary>Waits until the night is judged and its mail is recorded as sent.</summary>
    public Task EndedAsync(FunctionsHost host) => Eventually.TrueAsync(
        async () => (await new RunLog(business.Storage, TimeProvider.System).ReadProgressAsync(default)).LastNight == Day
            && await DeliveriesAsync().AllAsync(delivery => delivery.State == DeliveryState.Sent),
        () => host.LastWords);

    /// <summary>What was decided and told, but for times and the number of tries.</summary>
    public async Task<string> TellingsAsync()
    {
        var states = (await new AlertStore(business.Storage).OfRuleAsync(Rule, default)).Select(alert => $"{alert.Key.Segment} {alert.State.Condition.Status} {alert.State}");
        var told = await new SentLog(business.Storage).OfRuleAsync(Rule, default).Select(entry => $"{entry.Day:yyyy-MM-dd} {entry.Reason} {entry.Text}").ToListAsync();
        var deliveries = await DeliveriesAsync().Select(delivery => $"{delivery.Key} {delivery.State} {delivery.Subject}").ToListAsync();
        return string.Join('\n', [.. states, .. told, .. deliveries]);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await business.DisposeAsync();
        folder.Dispose();
    }

    private IAsyncEnumerable<OutboxEntry> DeliveriesAsync() => new OutboxStore(business.Storage, TimeProvider.System).ListAsync(DateOnly.MinValue, DateOnly.MaxValue, default);
}
