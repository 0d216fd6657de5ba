using CrmServerless.Configuration;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>The outbox over real storage, with a channel that only counts.</summary>
public sealed class OutboxTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task DispatchDueAsync_TwoDispatchersAtOnce_SendEachDeliveryOnce()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        for (var number = 0; number < 30; number++)
            await bench.Outbox.AddAsync(bench.Mail($"alerts-{number:000000}"), default);
        var channel = new CountingChannel();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.Dispatcher(channel).DispatchDueAsync(default)));

        Assert.Equal(30, channel.Sent.Count);
        Assert.Equal(30, channel.Sent.Distinct().Count());
        Assert.Equal(30, results.Sum(result => result.Sent));
    }

    [Fact]
    public async Task DispatchDueAsync_DispatcherDiedAfterSending_RepeatsOnceWithTheSameKeyThenGivesUp()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(), default);
        var channel = new CountingChannel { DiesAfterSending = true };

        for (var night = 0; night < 3; night++)
        {
            await Record.ExceptionAsync(() => bench.Dispatcher(channel).DispatchDueAsync(default));
            bench.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(2, channel.Sent.Count);
        Assert.Single(channel.Sent.Distinct());
        Assert.Equal(DeliveryState.Dead, (await bench.EntryAsync()).State);
    }

    [Fact]
    public async Task DispatchDueAsync_AnotherHoldsTheClaim_LeavesItAlone()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(), default);
        var channel = new CountingChannel { DiesAfterSending = true };
        await Record.ExceptionAsync(() => bench.Dispatcher(channel).DispatchDueAsync(default));

        bench.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_NotBeforeItsTime()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(after: TimeSpan.FromHours(4)), default);
        var channel = new CountingChannel();

        await bench.Dispatcher(channel).DispatchDueAsync(default);
        Assert.Empty(channel.Sent);
        bench.Time.Advance(TimeSpan.FromHours(4));
        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_NightOfYearsAgoIsJudgedNow_IsSentOnce()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(night: new DateOnly(2017, 12, 31)), default);
        var channel = new CountingChannel();

        await bench.Dispatcher(channel).DispatchDueAsync(default);
        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task DispatchDueAsync_AppWasAwayForHalfAYear_IsSentAllTheSame()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(after: TimeSpan.FromHours(4)), default);
        var channel = new CountingChannel();

        bench.Time.Advance(TimeSpan.FromDays(180));
        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task AddAsync_NoAddress_IsKeptAsUndeliverable()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(address: null), default);

        await bench.Dispatcher(new CountingChannel()).DispatchDueAsync(default);

        var entry = await bench.EntryAsync();
        Assert.Equal(DeliveryState.Undeliverable, entry.State);
        Assert.Equal("Good morning Anna,", (await bench.Outbox.ContentAsync(entry, default)).Mail!.Text);
    }

    [Theory]
    [InlineData(10_000, false)]
    [InlineData(16_000, true)]
    [InlineData(500_000, true)]
    public async Task AddAsync_LargeContent_IsInABlobNamedInTheRow(int characters, bool inBlob)
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var text = new string('x', characters);
        await bench.Outbox.AddAsync(bench.Mail(text: text), default);
        var channel = new CountingChannel();

        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Equal(text, channel.Contents.Single().Mail!.Text);
        var blobs = await bench.Storage.Container(StorageNames.Notifications).GetBlobsAsync().CountAsync();
        Assert.Equal(inBlob ? 1 : 0, blobs);
    }

    [Fact]
    public async Task DispatchDueAsync_BlobWasTamperedWith_IsNotSent()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(text: new string('x', 50_000)), default);
        var container = bench.Storage.Container(StorageNames.Notifications);
        var blob = await container.GetBlobsAsync().SingleAsync();
        await container.GetBlobClient(blob.Name).UploadAsync(BinaryData.FromString("{}"), overwrite: true);
        var channel = new CountingChannel();

        await bench.Dispatcher(channel).DispatchDueAsync(default);

        Assert.Empty(channel.Sent);
        Assert.Equal(DeliveryState.Dead, (await bench.EntryAsync()).State);
    }

    private sealed class CountingChannel : IMessageChannel
    {
        private readonly Lock gate = new();

        public Channel Channel => Channel.Email;

        public bool DiesAfterSending { get; init; }

        public List<string> Sent { get; } = [];

        public List<DeliveryContent> Contents { get; } = [];

        public Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                Sent.Add(entry.Key.Fingerprint);
                Contents.Add(content);
            }

            return DiesAfterSending ? Task.FromException<SendOutcome>(new IOException("the process is gone")) : Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        }
    }
}
