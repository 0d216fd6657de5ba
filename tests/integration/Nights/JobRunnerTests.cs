using CrmServerless.Nights;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>Jobs and those who would work at them: hosts at once, hosts that died, hosts that wake up late.</summary>
public sealed class JobRunnerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Day = new(2026, 3, 31);
    private static readonly TimeSpan Lease = LeaseSettings.Default.Duration;

    private readonly ManualTime clock = new(new DateTimeOffset(2026, 4, 10, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task RunOpen_AnotherRunnerIsAtTheJob_LeavesItAloneAndWhatComesAfterIt()
    {
        var (crm, other) = await TwoHostsAsync();
        var compute = await OrderAsync(crm, JobKind.Compute);
        var judge = await OrderAsync(crm, JobKind.Judge);
        var atWork = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        crm.WhileRunning = cancel =>
        {
            atWork.TrySetResult();
            return goOn.Task.WaitAsync(cancel);
        };

        var working = crm.Runner.RunOpenAsync(default);
        await atWork.Task;
        await other.Runner.RunOpenAsync(default);

        Assert.Equal(("running", "waiting"), (await StateAsync(crm, compute), await StateAsync(crm, judge)));
        Assert.Empty(other.Judged);
        goOn.SetResult();
        await working;
        Assert.Equal(("completed", "completed"), (await StateAsync(crm, compute), await StateAsync(crm, judge)));
        Assert.Equal([Day], crm.Judged);
        Assert.Equal(1, (await crm.Runs.ReadProgressAsync(default)).Epoch);
    }

    [Fact]
    public async Task RunOpen_TenRunnersAtOnce_TheJobIsDoneOnce()
    {
        var (crm, _) = await TwoHostsAsync();
        var job = await OrderAsync(crm, JobKind.Compute);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => crm.Beside(clock).Runner.RunOpenAsync(default)));

        Assert.Equal(("completed", 1), (await StateAsync(crm, job), (await crm.Jobs.FindAsync(job, default))!.Attempts));
        Assert.Equal(1, (await crm.Runs.ReadProgressAsync(default)).Epoch);
    }

    [Fact]
    public async Task RunOpen_HostDiedInTheMidstOfIt_IsTakenOverWhenTheClaimsHaveRunOutAndNotBefore()
    {
        var (crm, dead) = await TwoHostsAsync();
        var job = await OrderAsync(crm, JobKind.Compute);
        await ClaimAsync(dead);
        await dead.Runs.StartAsync(default);

        clock.Advance(Lease - TimeSpan.FromSeconds(1));
        await crm.Runner.RunOpenAsync(default);
        Assert.Equal("running", await StateAsync(crm, job));
        clock.Advance(TimeSpan.FromSeconds(1));
        await crm.Runner.RunOpenAsync(default);

        Assert.Equal("completed", await StateAsync(crm, job));
        Assert.Equal(5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
    }

    [Fact]
    public async Task TryEnd_RunnerThatWasTakenForDeadWakesUp_CannotSetTheCompletedJobBack()
    {
        var (crm, asleep) = await TwoHostsAsync();
        var job = await OrderAsync(crm, JobKind.Compute);
        var claim = await ClaimAsync(asleep);
        clock.Advance(Lease);
        await crm.Runner.RunOpenAsync(default);

        Assert.False(await asleep.Jobs.RenewAsync(claim, default));
        Assert.False(await asleep.Jobs.TryEndAsync(claim, claim.Job with { State = "waiting" }, default));

        Assert.Equal("completed", await StateAsync(crm, job));
    }

    [Fact]
    public async Task RunOpen_ANightIsComputing_JobsWaitAndComeInTheirOrder()
    {
        var (crm, other) = await TwoHostsAsync();
        var night = await other.Runs.StartAsync(default);
        var compute = await OrderAsync(crm, JobKind.Compute);
        var judge = await OrderAsync(crm, JobKind.Judge);

        await crm.Runner.RunOpenAsync(default);

        Assert.Equal(("waiting", "waiting"), (await StateAsync(crm, compute), await StateAsync(crm, judge)));
        Assert.Equal(0, (await crm.Jobs.FindAsync(compute, default))!.Attempts);
        Assert.True(await other.Runs.RenewAsync(night.Epoch, default));
        await other.Runs.GiveUpAsync(night.Epoch, default);
        await crm.Runner.RunOpenAsync(default);
        Assert.Equal(("completed", "completed"), (await StateAsync(crm, compute), await StateAsync(crm, judge)));
        Assert.Equal([Day], crm.Judged);
    }

    [Fact]
    public async Task RunOpen_HostIsStopped_TheNextNeedNotWait()
    {
        var (crm, other) = await TwoHostsAsync();
        var job = await OrderAsync(crm, JobKind.Compute);
        using var stop = new CancellationTokenSource();
        crm.WhileRunning = async cancel =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crm.Runner.RunOpenAsync(stop.Token));

        Assert.Equal("waiting", await StateAsync(crm, job));
        await other.Runner.RunOpenAsync(default);
        Assert.Equal("completed", await StateAsync(crm, job));
    }

    [Fact]
    public async Task RunOpen_JobThatKilledItsHostTenTimes_IsGivenUpAndTheNextHasItsTurn()
    {
        var (crm, _) = await TwoHostsAsync();
        var deadly = await OrderAsync(crm, JobKind.Compute);
        for (var death = 0; death < JobRunner.MostAttempts; death++)
        {
            await ClaimAsync(crm);
            clock.Advance(Lease);
        }

        var next = await OrderAsync(crm, JobKind.Compute);
        await crm.Runner.RunOpenAsync(default);

        Assert.Equal(("failed", "completed"), (await StateAsync(crm, deadly), await StateAsync(crm, next)));
        Assert.StartsWith("Given up", (await crm.Jobs.FindAsync(deadly, default))!.Message);
    }

    [Theory]
    [InlineData(JobKind.Compute, "28 days computed, 28 changed, ")]
    [InlineData(JobKind.Judge, "judged")]
    public async Task RunOpen_HostDiedAfterSomeDays_TheNextGoesOnAfterThem(JobKind kind, string message)
    {
        var (crm, dead) = await TwoHostsAsync();
        await crm.Compute.ComputeAsync(new DateOnly(2026, 1, 30), new DateOnly(2026, 1, 30), default);
        var job = (await crm.Jobs.AddAsync(kind, new ComputeRequest(new DateOnly(2026, 1, 30), new DateOnly(2026, 2, 28)), default)).Id;
        var claim = await ClaimAsync(dead);
        Assert.True(await dead.Jobs.TryReportAsync(claim with { Job = claim.Job with { Done = new DateOnly(2026, 1, 31) } }, default));
        Assert.True(await dead.Jobs.RenewAsync(claim, default));

        clock.Advance(Lease);
        await crm.Runner.RunOpenAsync(default);

        var done = await crm.Jobs.FindAsync(job, default);
        Assert.Equal(("completed", new DateOnly(2026, 1, 30), new DateOnly(2026, 2, 28)), (done!.State, done.From!.Value, done.Done!.Value));
        Assert.StartsWith(message, done.Message);
        Assert.Empty(crm.Judged);
    }

    [Fact]
    public async Task Compute_DaysOfTwoMonths_TellsAfterEachHowFarItIs()
    {
        var (crm, _) = await TwoHostsAsync();
        var told = new List<DaysDone>();

        await crm.Compute.ComputeAsync(
            new ComputeRequest(new DateOnly(2026, 1, 30), new DateOnly(2026, 2, 2)),
            (days, _) =>
            {
                told.Add(days);
                return Task.CompletedTask;
            },
            default);

        Assert.Equal([new DaysDone(new(2026, 1, 30), new(2026, 1, 31)), new DaysDone(new(2026, 1, 30), new(2026, 2, 2))], told);
    }

    private async Task<(Installation One, Installation Other)> TwoHostsAsync()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        await crm.DeliverAsync(Entities.Deals, "id=D1 customer_id=A created_at=2026-03-30 closed_at=2026-03-31 status=won amount=5");
        return (crm, crm.Beside(clock));
    }

    private async Task<string> OrderAsync(Installation crm, JobKind kind)
    {
        clock.Advance(TimeSpan.FromMilliseconds(1));
        return (await crm.Jobs.AddAsync(kind, new ComputeRequest(Day, Day), default)).Id;
    }

    /// <summary>Claims the oldest open job, as a host does that dies then.</summary>
    private static async Task<JobClaim> ClaimAsync(Installation crm)
    {
        var claim = await crm.Jobs.TryClaimAsync((await crm.Jobs.OpenAsync(default))[0], default);
        return claim ?? throw new InvalidOperationException("Somebody else claimed the job.");
    }

    private static async Task<string> StateAsync(Installation crm, string job) => (await crm.Jobs.FindAsync(job, default))!.State;
}
