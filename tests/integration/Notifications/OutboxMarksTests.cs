using System.Collections.Concurrent;
using CrmServerless.Configuration;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>How open deliveries are found, what is left when one has ended, and what is told of one that was given up.</summary>
public sealed class OutboxMarksTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Marks = "~open";
    private const string Managers = """
        people:
          - {id: anna, name: Anna, email: anna@example.com, teams: teams-anna}
          - {id: bert, name: Bert, email: bert@example.com}
        """;

    [Fact]
    public async Task DispatchDueAsync_AllSent_LeavesNothingToLookAt()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail("alerts-000001"), default);
        await bench.Outbox.AddAsync(bench.Mail("alerts-000002"), default);
        Assert.Equal(2, await bench.RowsAsync(Marks));

        await bench.Dispatcher(new Answering(new SendOutcome.Sent())).DispatchDueAsync(default);

        Assert.Equal(0, await bench.RowsAsync(Marks));
        Assert.Equal(2, await bench.RowsAsync("2026-01-14"));
    }

    [Fact]
    public async Task DispatchDueAsync_WriterDiedBetweenMarkAndDelivery_WaitsADayForTheDelivery()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var delivery = bench.Mail();
        var open = new OpenDeliveries(bench.Storage.Table(StorageNames.Outbox), bench.Time);
        await open.MarkAsync(delivery.Key.PartitionKey, delivery.Key.RowKey, bench.Time.GetUtcNow(), default);

        var marks = new List<int>();
        foreach (var pause in new[] { TimeSpan.Zero, TimeSpan.FromHours(24), TimeSpan.FromMinutes(1) })
        {
            bench.Time.Advance(pause);
            await bench.Dispatcher(new Answering(new SendOutcome.Sent())).DispatchDueAsync(default);
            marks.Add(await bench.RowsAsync(Marks));
        }

        Assert.Equal([1, 1, 0], marks);
    }

    [Fact]
    public async Task DispatchDueAsync_DispatcherDiedAfterRecording_SendsNothingAgainAndTakesTheMarkAway()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var channel = new Answering(new SendOutcome.Sent());
        await bench.Outbox.AddAsync(bench.Mail(), default);
        await bench.Dispatcher(channel).DispatchDueAsync(default);
        await bench.Outbox.MarkAsync(await bench.EntryAsync(), default);
        bench.Time.Advance(TimeSpan.FromMinutes(6));

        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
        Assert.Equal(0, await bench.RowsAsync(Marks));
    }

    [Fact]
    public async Task TidyAsync_EndedLongAgo_IsDeletedWithItsContent()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(text: new string('x', 50_000)), default);
        await bench.Dispatcher(new Answering(new SendOutcome.Sent())).DispatchDueAsync(default);

        bench.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await bench.Outbox.TidyAsync(default));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await bench.Outbox.TidyAsync(default));

        Assert.Equal(0, await bench.RowsAsync("2026-01-14"));
        Assert.Equal(0, await bench.Storage.Container(StorageNames.Notifications).GetBlobsAsync().CountAsync());
    }

    [Fact]
    public async Task TidyAsync_OpenWithoutAMark_IsFoundAndSentHoweverOld()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(), default);
        await bench.Outbox.CloseAsync(await bench.EntryAsync(), default);
        bench.Time.Advance(TimeSpan.FromDays(500));
        var channel = new Answering(new SendOutcome.Sent());

        await bench.Dispatcher(channel).DispatchDueAsync(default);
        Assert.Empty(channel.Sent);
        Assert.Equal(0, await bench.Outbox.TidyAsync(default));
        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_MailGivenUp_IsToldByTheOtherChannelOnce()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var (mail, teams) = (new Answering(new SendOutcome.Permanent("550 unknown")), new Answering(new SendOutcome.Sent(), Channel.Teams));
        await bench.Outbox.AddAsync(bench.Mail(), default);
        var dispatcher = bench.TellingDispatcher(Managers, mail, teams);

        await dispatcher.DispatchDueAsync(default);
        await dispatcher.DispatchDueAsync(default);
        // As after a death between telling and taking the mark away.
        await bench.Outbox.MarkAsync(await bench.EntryAsync(), default);
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await dispatcher.DispatchDueAsync(default);
        await dispatcher.DispatchDueAsync(default);

        var card = Assert.Single(teams.Sent).Card!;
        Assert.Contains("Not delivered by e-mail: Win rate North", card, StringComparison.Ordinal);
        Assert.Contains("550 unknown", card, StringComparison.Ordinal);
        Assert.Single(mail.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_DispatcherDiedBeforeTelling_TheNextTells()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(), default);
        var silent = bench.Dispatcher(new Answering(new SendOutcome.Permanent("550 unknown")));
        await silent.DispatchDueAsync(default);
        await bench.Outbox.MarkAsync(await bench.EntryAsync(), default);
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        var teams = new Answering(new SendOutcome.Sent(), Channel.Teams);
        var dispatcher = bench.TellingDispatcher(Managers, teams);

        await dispatcher.DispatchDueAsync(default);
        await dispatcher.DispatchDueAsync(default);

        Assert.Single(teams.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_NoticeIsGivenUpToo_EndsThere()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var (mail, teams) = (new Answering(new SendOutcome.Permanent("550")), new Answering(new SendOutcome.Permanent("410"), Channel.Teams));
        await bench.Outbox.AddAsync(bench.Mail(), default);
        var dispatcher = bench.TellingDispatcher(Managers, mail, teams);

        for (var minute = 0; minute < 4; minute++)
            await dispatcher.DispatchDueAsync(default);

        Assert.Equal((1, 1), (mail.Sent.Count, teams.Sent.Count));
        Assert.Equal(0, await bench.RowsAsync(Marks));
    }

    [Fact]
    public async Task DispatchDueAsync_ConfigurationIsBroken_TellsOnceItIsMended()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var teams = new Answering(new SendOutcome.Sent(), Channel.Teams);
        await bench.Outbox.AddAsync(bench.Mail(), default);
        await bench.TellingDispatcher("people: 7", new Answering(new SendOutcome.Permanent("550")), teams).DispatchDueAsync(default);
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        var mended = bench.TellingDispatcher(Managers, teams);

        await mended.DispatchDueAsync(default);
        await mended.DispatchDueAsync(default);

        Assert.Single(teams.Sent);
    }

    private sealed class Answering(SendOutcome outcome, Channel channel = Channel.Email) : IMessageChannel
    {
        private readonly ConcurrentQueue<DeliveryContent> sent = new();

        public Channel Channel => channel;

        public ConcurrentQueue<DeliveryContent> Sent => sent;

        public Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken)
        {
            sent.Enqueue(content);
            return Task.FromResult(outcome);
        }
    }
}
