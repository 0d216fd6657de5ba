using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>Runs that start while another is at work: one that lives is left to its work, one that died is replaced in time.</summary>
public sealed class RunLogTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Lease = LeaseSettings.Default.Duration;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // 03:40 in Berlin: the night of 31 March is due.
    private readonly ManualTime clock = new(new DateTimeOffset(2026, 4, 1, 1, 40, 0, TimeSpan.Zero));

    [Fact]
    public async Task Start_WhileARunShowsSignsOfLife_Yields()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        var first = await crm.Runs.StartAsync(default);

        clock.Advance(Lease - Moment);
        await Assert.ThrowsAsync<RunUnderWayException>(() => crm.Runs.StartAsync(default));
        Assert.True(await crm.Runs.RenewAsync(first.Epoch, default));
        clock.Advance(Lease - Moment);
        await Assert.ThrowsAsync<RunUnderWayException>(() => crm.Runs.StartAsync(default));

        Assert.Equal(1, (await crm.Runs.ReadProgressAsync(default)).Epoch);
    }

    [Fact]
    public async Task Start_AfterALeaseWithoutSignOfLife_TakesOverAndTheEarlierRunCanEndNothing()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        var first = await crm.Runs.StartAsync(default);

        clock.Advance(Lease);
        var second = await crm.Runs.StartAsync(default);

        Assert.Equal((1, 2), (first.Epoch, second.Epoch));
        Assert.False(await crm.Runs.RenewAsync(first.Epoch, default));
        await Assert.ThrowsAsync<RunOvertakenException>(() => crm.Runs.CompleteAsync(first, ReportOf(first.Epoch), default));
        await crm.Runs.GiveUpAsync(first.Epoch, default);
        await Assert.ThrowsAsync<RunUnderWayException>(() => crm.Runs.StartAsync(default));
        await crm.Runs.CompleteAsync(second, ReportOf(second.Epoch), default);
        Assert.Equal(3, (await crm.Runs.StartAsync(default)).Epoch);
    }

    [Fact]
    public async Task Start_TenAtOnce_OneStartsAndNineYield()
    {
        var crm = await Installation.NewAsync(azurite, clock);

        var starts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Record.ExceptionAsync(() => crm.Runs.StartAsync(default))));

        Assert.Single(starts, start => start is null);
        Assert.Equal(9, starts.Count(start => start is RunUnderWayException));
    }

    [Fact]
    public async Task Start_ClockWasSetBackFarSinceTheClaim_WaitsForNobody()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        await crm.Runs.StartAsync(default);

        clock.Advance(TimeSpan.FromDays(-1));

        Assert.Equal(2, (await crm.Runs.StartAsync(default)).Epoch);
    }

    [Fact]
    public async Task CompleteNight_WhileARunIsAtWork_BothCount()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        var run = await crm.Runs.StartAsync(default);

        await crm.Runs.CompleteNightAsync(new DateOnly(2026, 3, 31), default);
        await crm.Runs.CompleteAsync(run with { Sequence = 7 }, ReportOf(run.Epoch), default);
        await crm.Runs.CompleteNightAsync(new DateOnly(2026, 3, 30), default);

        var progress = await crm.Runs.ReadProgressAsync(default);
        Assert.Equal((7, new DateOnly(2026, 3, 31)), (progress.Sequence, progress.LastNight));
    }

    [Fact]
    public async Task RunDue_WhileAJobComputes_YieldsAndIsMadeUpForAfterwards()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        await crm.DeliverAsync(Entities.Deals, "id=D1 customer_id=A created_at=2026-03-30 closed_at=2026-03-31 status=won amount=5");
        var other = crm.Beside(clock);
        IReadOnlyList<DateOnly>? meanwhile = null;
        other.WhileRunning = async cancel => meanwhile = await crm.Nights.RunDueAsync(cancel);

        var report = await other.Compute.ComputeAsync(new DateOnly(2026, 3, 30), new DateOnly(2026, 3, 30), default);

        Assert.Equal([], Assert.IsAssignableFrom<IReadOnlyList<DateOnly>>(meanwhile));
        Assert.Equal((1, 1), (report.Run, report.Written.ChangedDays));
        Assert.Equal([new DateOnly(2026, 3, 31)], await crm.Nights.RunDueAsync(default));
        Assert.Equal([new DateOnly(2026, 3, 31)], crm.Judged);
        Assert.Empty(await crm.Nights.RunDueAsync(default));
    }

    [Fact]
    public async Task Compute_FailsOnItsWay_TheNextRunNeedNotWait()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        crm.WhileRunning = _ => throw new InvalidDataException("a mapping");
        await Assert.ThrowsAsync<InvalidDataException>(() => crm.Compute.ComputeAsync(ComputeRequest.All, default));

        crm.WhileRunning = _ => Task.CompletedTask;

        Assert.Equal(2, (await crm.Compute.ComputeAsync(ComputeRequest.All, default)).Run);
    }

    private static RunReport ReportOf(long run) => new(run, null, null, new WriteResult(0, 0, 0, 0), new DataQuality(), TimeSpan.Zero);
}
