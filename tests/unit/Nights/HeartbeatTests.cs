using System.Threading.Channels;
using Azure;
using CrmServerless.Nights;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CrmServerless.Tests.Unit.Nights;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly BeatingTime clock = new();
    private readonly Channel<DateTimeOffset> renewals = Channel.CreateUnbounded<DateTimeOffset>();
    private readonly TaskCompletionSource<string> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<bool> answer = () => true;

    [Fact]
    public async Task Keep_WhileTheWorkGoesOn_RenewsThreeTimesALeaseAndThenNoMore()
    {
        var start = clock.GetUtcNow();
        var kept = KeepAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(40), await NextRenewalAsync() - start);
        Assert.Equal(TimeSpan.FromSeconds(80), await NextRenewalAsync() - start);
        Assert.Equal(TimeSpan.FromSeconds(120), await NextRenewalAsync() - start);
        result.SetResult("done");

        Assert.Equal("done", await kept);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(renewals.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Keep_SomebodyElseHasTheClaim_StopsTheWorkAndSaysSo()
    {
        var kept = KeepAsync(CancellationToken.None);
        answer = () => false;

        await NextRenewalAsync();

        Assert.Equal("lost", (await Assert.ThrowsAsync<InvalidOperationException>(() => kept.WaitAsync(Patience))).Message);
    }

    [Fact]
    public async Task Keep_StorageIsAwayForABeat_GoesOnAndRenewsAtTheNext()
    {
        var kept = KeepAsync(CancellationToken.None);
        answer = () => throw new RequestFailedException(503, "busy");
        await NextRenewalAsync();
        answer = () => throw new AggregateException("Retry failed after 4 tries.");
        await NextRenewalAsync();
        answer = () => true;
        await NextRenewalAsync();

        result.SetResult("done");

        Assert.Equal("done", await kept);
    }

    [Fact]
    public async Task Keep_CallerStops_IsCancelledAndNotLost()
    {
        using var stop = new CancellationTokenSource();
        var kept = KeepAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept.WaitAsync(Patience));
    }

    [Fact]
    public async Task Keep_WorkFails_ItsErrorIsWhatIsThrown()
    {
        var kept = KeepAsync(CancellationToken.None);

        result.SetException(new InvalidDataException("bad"));

        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidDataException>(() => kept)).Message);
    }

    private Task<string> KeepAsync(CancellationToken cancellationToken) =>
        new Heartbeat(LeaseSettings.Default, clock, NullLogger<Heartbeat>.Instance).KeepAsync(Renew, stop => result.Task.WaitAsync(stop), () => new InvalidOperationException("lost"), cancellationToken);

    private Task<bool> Renew(CancellationToken cancellationToken)
    {
        renewals.Writer.TryWrite(clock.GetUtcNow());
        return Task.FromResult(answer());
    }

    private async Task<DateTimeOffset> NextRenewalAsync()
    {
        clock.Advance(LeaseSettings.Default.Beat);
        return await renewals.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }
}
