using System.Text.Json;
using Azure.Storage.Blobs;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>
/// From 'Timer trigger for Azure Functions' (attributes, usage, UseMonitor, RunOnStartup) and, for what a missed occurrence leads to,
/// azure-webjobs-sdk-extensions, src/WebJobs.Extensions/Extensions/Timers.
/// </summary>
public sealed class TimerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Occurrence_Reached_RunsOnceAndIsRecorded()
    {
        var account = azurite.NewAccount();
        var clock = new FakeClock(Monday.AddHours(1));
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: clock);
        await StatusAsync(account, status => status.Next == Monday.AddHours(3.5));

        clock.MoveTo(Monday.AddHours(3.5).AddMilliseconds(-1));
        clock.MoveTo(Monday.AddHours(3.5));
        await StatusAsync(account, status => status.Next == Monday.AddHours(27.5) && status.Last == Monday.AddHours(3.5));
        clock.MoveTo(Monday.AddHours(27.5));

        await host.Journal.UntilAsync(2);
        Assert.Equal(
            ["2026-03-02 03:30 past due False, next 2026-03-02 03:30", "2026-03-03 03:30 past due False, next 2026-03-03 03:30"],
            host.Journal.Entries);
    }

    [Fact]
    public async Task MissedOccurrences_AfterARestart_AreMadeUpForOnceAndPastDue()
    {
        var account = azurite.NewAccount();
        await using (await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: new FakeClock(Monday.AddHours(1))))
        {
            await StatusAsync(account, status => status.Next == Monday.AddHours(3.5));
        }

        var clock = new FakeClock(Monday.AddDays(3).AddHours(12));
        await using (var host = await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: clock))
        {
            await StatusAsync(account, status => status.Next == Monday.AddDays(4).AddHours(3.5));
            Assert.Equal(["2026-03-05 12:00 past due True, next 2026-03-02 03:30"], host.Journal.Entries);
        }

        clock.Advance(TimeSpan.FromMinutes(5));
        await using var third = await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: clock);
        clock.MoveTo(Monday.AddDays(4).AddHours(3.5));
        await third.Journal.UntilAsync(1);
        Assert.Equal(["2026-03-06 03:30 past due False, next 2026-03-06 03:30"], third.Journal.Entries);
    }

    [Fact]
    public async Task RestartBeforeTheOccurrence_RunsNothing()
    {
        var account = azurite.NewAccount();
        await using (await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: new FakeClock(Monday.AddHours(1))))
        {
            await StatusAsync(account, status => status.Next == Monday.AddHours(3.5));
        }

        var clock = new FakeClock(Monday.AddHours(3));
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Nightly)], clock: clock);
        await Eventually.TrueAsync(() => clock.Waiting > 0, "the timer waits");

        Assert.Empty(host.Journal.Entries);
    }

    [Fact]
    public async Task ChangedSchedule_WithAnOccurrenceThatWouldBeMissed_IsNotPastDue()
    {
        var account = azurite.NewAccount();
        Dictionary<string, string?> daily = new() { ["Schedule"] = "0 0 6 * * *" };
        Dictionary<string, string?> hourly = new() { ["Schedule"] = "0 0 * * * *" };
        await using (await HostUnderTest.StartAsync(account, [typeof(ByAdjustable)], clock: new FakeClock(Monday), settings: daily))
        {
            await StatusAsync(account, status => status.Next == Monday.AddHours(6), "Adjustable");
        }

        var clock = new FakeClock(Monday.AddHours(4.5));
        await using var host = await HostUnderTest.StartAsync(account, [typeof(ByAdjustable)], clock: clock, settings: hourly);

        await StatusAsync(account, status => status.Next == Monday.AddHours(5), "Adjustable");
        Assert.Empty(host.Journal.Entries);
    }

    [Fact]
    public async Task MissingSetting_OfASchedule_StopsThatFunctionOnlyAndSaysWhich()
    {
        await using var host = await HostUnderTest.StartAsync(
            azurite.NewAccount(), [typeof(ByAdjustable), typeof(AtStart)], clock: new FakeClock(Monday));

        await host.Journal.UntilAsync(1);
        Assert.Contains(
            "The 'Adjustable' function is in error: '%Schedule%' does not resolve to a value: the setting Schedule is missing.",
            host.Output,
            StringComparison.Ordinal);
        Assert.Equal(["at start, status False"], host.Journal.Entries);
    }

    [Fact]
    public async Task UnmonitoredTimer_HasNoStatusAndMakesUpForNothing()
    {
        var account = azurite.NewAccount();
        var clock = new FakeClock(Monday);
        await using (await HostUnderTest.StartAsync(account, [typeof(Unmonitored)], clock: clock))
        {
            await Eventually.TrueAsync(() => clock.Waiting == 2, "both timers wait");
        }

        var later = new FakeClock(Monday.AddHours(5));
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Unmonitored)], clock: later);
        await Eventually.TrueAsync(() => later.Waiting == 2, "both timers wait again");
        Assert.Empty(host.Journal.Entries);
        later.Advance(TimeSpan.FromSeconds(10));
        await host.Journal.UntilAsync(1);
        later.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(10));
        await host.Journal.UntilAsync("hourly False");
        Assert.Equal("frequent False", host.Journal.Entries[0]);
    }

    [Fact]
    public async Task LongRun_IsNeverOverlappedAndIsFollowedByOneRun()
    {
        var account = azurite.NewAccount();
        var clock = new FakeClock(Monday);
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Long)], clock: clock);
        await Eventually.TrueAsync(() => clock.Waiting > 0, "the timer waits");
        clock.Advance(TimeSpan.FromMinutes(5));
        await host.Journal.UntilAsync("start 00:05");

        clock.Advance(TimeSpan.FromMinutes(12));
        host.Journal.Open("00:05");
        await host.Journal.UntilAsync("start 00:17");
        Assert.Equal(["start 00:05", "end 00:05", "start 00:17"], host.Journal.Entries);
        host.Journal.Open("00:17");

        await StatusAsync(account, status => status.Next == Monday.AddMinutes(20) && status.Last == Monday.AddMinutes(17), "Long");
        Assert.Equal(["start 00:05", "end 00:05", "start 00:17", "end 00:17"], host.Journal.Entries);
    }

    [Fact]
    public async Task FailingRun_IsRetriedByItsPolicyAndThenRecorded()
    {
        var account = azurite.NewAccount();
        var clock = new FakeClock(Monday);
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Failing)], clock: clock);
        await StatusAsync(account, status => status.Next == Monday.AddHours(1), "Failing");
        clock.MoveTo(Monday.AddHours(1));
        await host.Journal.UntilAsync(1);

        for (var attempt = 2; attempt <= 3; attempt++)
        {
            await Eventually.TrueAsync(() => clock.Waiting > 0, "the retry waits");
            clock.Advance(TimeSpan.FromSeconds(30));
            await host.Journal.UntilAsync(attempt);
        }

        await StatusAsync(account, status => status.Next == Monday.AddHours(2), "Failing");
        Assert.Equal(["01:00:00 retry 0 of 2", "01:00:30 retry 1 of 2", "01:01:00 retry 2 of 2"], host.Journal.Entries);
    }

    private static async Task StatusAsync(TestAccount account, Func<Status, bool> expected, string function = "Nightly")
    {
        var blob = new BlobClient(
            account.ConnectionString, "azure-webjobs-hosts", $"timers/{HostUnderTest.HostIdentity}/Host.Functions.{function}/status");
        await Eventually.TrueAsync(
            async () => await blob.ExistsAsync() && expected(JsonSerializer.Deserialize<Status>((await blob.DownloadContentAsync()).Value.Content)!),
            "the expected status");
    }

    private sealed record Status(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

    public sealed class Nightly(Journal journal, TimeProvider clock)
    {
        [Function("Nightly")]
        public Task RunAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, FunctionContext context, CancellationToken cancellation)
        {
            Assert.Equal(context.CancellationToken, cancellation);
            journal.Add($"{clock.GetUtcNow():yyyy-MM-dd HH:mm} past due {timer.IsPastDue}, next {timer.ScheduleStatus!.Next:yyyy-MM-dd HH:mm}");
            return Task.CompletedTask;
        }
    }

    public sealed class ByAdjustable(Journal journal)
    {
        [Function("Adjustable")]
        public void Run([TimerTrigger("%Schedule%")] TimerInfo timer) => journal.Add($"adjustable, past due {timer.IsPastDue}");
    }

    public sealed class AtStart(Journal journal)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("0 0 6 * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            journal.Add($"at start, status {timer.ScheduleStatus is not null}");
    }

    public sealed class Unmonitored(Journal journal)
    {
        [Function("Hourly")]
        public void Hourly([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer) =>
            journal.Add($"hourly {timer.ScheduleStatus is not null}");

        [Function("Frequent")]
        public void Frequent([TimerTrigger("*/10 * * * * *")] TimerInfo timer) => journal.Add($"frequent {timer.ScheduleStatus is not null}");
    }

    public sealed class Long(Journal journal, TimeProvider clock)
    {
        [Function("Long")]
        public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
            var name = $"{clock.GetUtcNow():HH:mm}";
            journal.Add($"start {name}");
            await journal.GateAsync(name);
            journal.Add($"end {name}");
        }
    }

    public sealed class Failing(Journal journal, TimeProvider clock)
    {
        [Function("Failing")]
        [FixedDelayRetry(2, "00:00:30")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context)
        {
            journal.Add($"{clock.GetUtcNow():HH:mm:ss} retry {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
            throw new InvalidOperationException("again");
        }
    }
}
