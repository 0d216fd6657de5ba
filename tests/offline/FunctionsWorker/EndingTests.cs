using System.Net;
using CrmServerless.Tests.Support.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Guide for running C# Azure Functions in an isolated worker process', section 'Cancellation tokens', and host.json's functionTimeout.
/// </summary>
public sealed class EndingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string OneMinute = """{ "version": "2.0", "functionTimeout": "00:01:00" }""";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Stop_CancelsWhatRunsAndWaitsForItsEnd()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        (await host.RunByHandAsync("Careful")).Dispose();
        await host.Journal.UntilAsync("careful started");

        await host.StopAsync();

        Assert.Equal(["careful started", "careful saved its work"], host.Journal.Entries);
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Http.GetAsync(new Uri("/api/quick", UriKind.Relative)));
    }

    [Fact]
    public async Task Stop_WhileACodeIgnoresItsToken_EndsWithItsPatience()
    {
        await using var host = await HostUnderTest.StartAsync(
            azurite.NewAccount(),
            [typeof(Functions)],
            configure: builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1)));
        (await host.RunByHandAsync("Deaf")).Dispose();
        await host.Journal.UntilAsync("deaf started");

        await host.StopAsync();

        Assert.Contains(host.Log.Lines, line => line.Contains("1 invocations did not end in time", StringComparison.Ordinal));
        host.Journal.Open("deaf");
    }

    [Fact]
    public async Task RequestTooLong_IsCancelledAndAnswered500()
    {
        var clock = new FakeClock(Noon);
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)], OneMinute, clock);
        var response = host.Http.GetAsync(new Uri("/api/slow", UriKind.Relative));
        await host.Journal.UntilAsync("slow started");

        clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Single(host.Journal.Entries);
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(HttpStatusCode.InternalServerError, (await response).StatusCode);
        await host.Journal.UntilAsync("slow cancelled");
        Assert.Contains(
            host.Log.Lines, line => line.Contains("Timeout value of 00:01:00 was exceeded by function: Functions.Slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RequestInTime_IsNotTouchedByTheTimeout()
    {
        var clock = new FakeClock(Noon);
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)], OneMinute, clock);
        await Eventually.TrueAsync(() => clock.Waiting == 2, "only the two schedules wait");

        using var response = await host.Http.GetAsync(new Uri("/api/quick", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.TrueAsync(() => clock.Waiting == 2, "the time-out no longer waits");
    }

    [Fact]
    public async Task ClientGone_CancelsItsInvocation()
    {
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Functions)]);
        using var leave = new CancellationTokenSource();
        var request = host.Http.GetAsync(new Uri("/api/slow", UriKind.Relative), leave.Token);
        await host.Journal.UntilAsync("slow started");

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await host.Journal.UntilAsync("slow cancelled");
        await Eventually.TrueAsync(() => host.Log.Lines.Any(line => line.Contains("(Canceled", StringComparison.Ordinal)), "logged as cancelled");
    }

    public sealed class Functions(Journal journal)
    {
        [Function("Careful")]
        public async Task Careful([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, CancellationToken cancellation)
        {
            journal.Add("careful started");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            journal.Add("careful saved its work");
        }

        [Function("Deaf")]
        public async Task Deaf([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer)
        {
            journal.Add("deaf started");
            await journal.GateAsync("deaf");
        }

        [Function("Slow")]
        public async Task<IActionResult> Slow(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "slow")] HttpRequest request, CancellationToken cancellation)
        {
            journal.Add("slow started");
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return new OkResult();
            }
            finally
            {
                journal.Add("slow cancelled");
            }
        }

        [Function("Quick")]
        public IActionResult Quick([HttpTrigger(AuthorizationLevel.Anonymous, Route = "quick")] HttpRequest request) =>
            new OkObjectResult(journal.Entries.Count);
    }
}
