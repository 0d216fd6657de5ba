using System.Collections.Concurrent;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// The invocations under way, and the token that asks them to end with the host
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#cancellation-tokens">cancellation</see>).
/// </summary>
internal sealed class RunningInvocations : IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> running = new();
    private readonly CancellationTokenSource stopping = new();

    public CancellationToken Stopping => stopping.Token;

    /// <summary>Remembers <paramref name="invocation"/>, which must not fail, until it ends.</summary>
    public Task<Exception?> Track(Task<Exception?> invocation)
    {
        running.TryAdd(invocation, 0);
        invocation.ContinueWith(
            ended => running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return invocation;
    }

    public Task CancelAsync() => stopping.CancelAsync();

    /// <summary>Waits until none runs, or until <paramref name="patience"/> ends.</summary>
    /// <returns>How many still run.</returns>
    public async Task<int> WhenEndedAsync(CancellationToken patience)
    {
        try
        {
            await Task.WhenAll(running.Keys).WaitAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return running.Count;
        }

        return 0;
    }

    public void Dispose() => stopping.Dispose();
}
