using System.Net;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Receivers;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>Cards through a real HTTP server that behaves as a Teams workflow.</summary>
public sealed class TeamsDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task DispatchDueAsync_Card_IsPostedWithItsKey()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        var delivery = bench.Card();
        await bench.Outbox.AddAsync(delivery, default);

        var result = await bench.Dispatcher(bench.Teams(receiver.Url.AbsoluteUri, http)).DispatchDueAsync(default);

        var post = Assert.Single(receiver.Posts);
        Assert.Equal(new DispatchResult(1, 0, 0), result);
        Assert.Equal((HttpStatusCode.Accepted, (string?)null), (post.Status, post.Problem));
        Assert.Equal(delivery.Content.Card, post.Body);
        Assert.Equal(delivery.Key.Fingerprint, post.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task DispatchDueAsync_429WithRetryAfter_WaitsThatLong()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(1, TeamsAnswer.TooManyRequests(TimeSpan.FromSeconds(300)));
        var dispatcher = bench.Dispatcher(bench.Teams(receiver.Url.AbsoluteUri, http));
        await bench.Outbox.AddAsync(bench.Card(), default);

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(new DispatchResult(0, 0, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DispatchResult(1, 0, 0), await dispatcher.DispatchDueAsync(default));

        Assert.Single(receiver.Posts);
    }

    [Fact]
    public async Task DispatchDueAsync_SixtyCardsAndThreeDispatchers_PostsTwentyFiveInFiveMinutes()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        for (var number = 0; number < 60; number++)
            await bench.Outbox.AddAsync(bench.Card($"alerts-{number:000000}"), default);

        var posted = new List<int>();
        foreach (var pause in new[] { 0, 299, 1, 300 })
        {
            bench.Time.Advance(TimeSpan.FromSeconds(pause));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.Dispatcher(bench.Teams(receiver.Url.AbsoluteUri, http)).DispatchDueAsync(default)));
            posted.Add(receiver.Posts.Count);
        }

        Assert.Equal([25, 25, 50, 60], posted);
        Assert.Equal(60, receiver.Posts.Select(post => post.Headers["Idempotency-Key"]).Distinct().Count());
        Assert.All(await bench.Outbox.ListAsync(OutboxBench.Day, OutboxBench.Day, default).ToListAsync(), entry => Assert.Equal((DeliveryState.Sent, 1), (entry.State, entry.Attempts)));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, DeliveryState.Pending)]
    [InlineData(HttpStatusCode.RequestTimeout, DeliveryState.Pending)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, DeliveryState.Dead)]
    [InlineData(HttpStatusCode.NotFound, DeliveryState.Dead)]
    [InlineData(HttpStatusCode.Redirect, DeliveryState.Dead)]
    public async Task DispatchDueAsync_OtherAnswers_AreForNowOrForGood(HttpStatusCode status, DeliveryState state)
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(1, new TeamsAnswer(status));
        await bench.Outbox.AddAsync(bench.Card(), default);

        await bench.Dispatcher(bench.Teams(receiver.Url.AbsoluteUri, http)).DispatchDueAsync(default);

        var entry = await bench.EntryAsync(channel: Channel.Teams);
        Assert.Equal((state, $"The Teams webhook answered {(int)status}."), (entry.State, entry.LastError));
    }

    [Fact]
    public async Task DispatchDueAsync_NoAnswer_IsRepeatedOnceThenGivenUp()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        receiver.AnswerNext(3, TeamsAnswer.Hang);
        var dispatcher = bench.Dispatcher(new RetrySchedule { Try = TimeSpan.FromSeconds(1) }, bench.Teams(receiver.Url.AbsoluteUri, http));
        await bench.Outbox.AddAsync(bench.Card(), default);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await dispatcher.DispatchDueAsync(default);
            bench.Time.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(2, receiver.Attempts.Count);
        Assert.Single(receiver.Attempts.Select(attempt => attempt.Headers["Idempotency-Key"]).Distinct());
        Assert.Equal(DeliveryState.Dead, (await bench.EntryAsync(channel: Channel.Teams)).State);
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://127.0.0.1/hook")]
    [InlineData("hook")]
    public async Task DispatchDueAsync_AddressIsNotHttps_IsRefusedWithoutACallOrItsText(string address)
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Card(), default);

        await bench.Dispatcher(bench.Teams(address, http)).DispatchDueAsync(default);

        var entry = await bench.EntryAsync(channel: Channel.Teams);
        Assert.Equal((DeliveryState.Dead, "The secret teams-anna is no https address."), (entry.State, entry.LastError));
    }

    [Fact]
    public async Task DispatchDueAsync_NobodyListens_IsPutOffWithoutTheAddress()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var receiver = await TeamsReceiver.StartAsync(new(folder.Path));
        var address = receiver.Url.AbsoluteUri;
        await receiver.DisposeAsync();
        await bench.Outbox.AddAsync(bench.Card(), default);

        await bench.Dispatcher(bench.Teams(address, http)).DispatchDueAsync(default);

        var entry = await bench.EntryAsync(channel: Channel.Teams);
        Assert.Equal((DeliveryState.Pending, "The Teams webhook could not be called: ConnectionError."), (entry.State, entry.LastError));
    }
}
