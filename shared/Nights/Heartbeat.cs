using Azure;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>Keeps a claim alive while work is done under it, and stops the work when the claim is lost.</summary>
public sealed class Heartbeat(LeaseSettings leases, TimeProvider clock, ILogger<Heartbeat> logger)
{
    /// <summary>Does the work.</summary>
    /// <param name="renew">Renews the claim; false: it is somebody else's by now.</param>
    /// <param name="work">The work; its token also fires when the claim is lost.</param>
    /// <param name="lost">What to throw when the work stopped for that.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<T> KeepAsync<T>(
        Func<CancellationToken, Task<bool>> renew, Func<CancellationToken, Task<T>> work, Func<Exception> lost, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var beating = BeatAsync(renew, stop, ended.Token);
        try
        {
            return await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw lost();
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(Func<CancellationToken, Task<bool>> renew, CancellationTokenSource stop, CancellationToken ended)
    {
        using var pace = new PeriodicTimer(leases.Beat, clock);
        try
        {
            while (await pace.WaitForNextTickAsync(ended))
            {
                if (!await TryRenewAsync(renew, ended))
                    await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is over: so is this.
            return;
        }
    }

    /// <summary>Storage that is away for a moment loses no claim: the next beat tries again, and tells if somebody else took it meanwhile.</summary>
    private async Task<bool> TryRenewAsync(Func<CancellationToken, Task<bool>> renew, CancellationToken ended)
    {
        try
        {
            return await renew(ended);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            logger.LogWarning(e, "A claim could not be renewed; the next beat tries again");
            return true;
        }
    }
}
