using System.Collections.Immutable;

namespace CrmServerless.Receivers;

/// <summary>What has arrived so far, in order, and the means to wait for more. Safe to use from several threads.</summary>
internal sealed class Arrivals<T>(string what)
{
    private readonly Lock gate = new();
    private ImmutableList<T> items = [];
    private TaskCompletionSource changed = NewSignal();
    private Exception? failure;

    /// <summary>A snapshot of everything that has arrived.</summary>
    public ImmutableList<T> All
    {
        get { lock (gate) { return items; } }
    }

    public void Add(T item) => Change(() => items = items.Add(item));

    /// <summary>Nothing will arrive any more: those who wait, now or later, are told why.</summary>
    public void Fail(Exception reason) => Change(() => failure ??= reason);

    /// <summary>Waits until at least <paramref name="count"/> have arrived, by the real clock whatever clock stamps the arrivals.</summary>
    /// <exception cref="TimeoutException">Fewer arrived in time.</exception>
    public async Task<IReadOnlyList<T>> WaitForAsync(int count, TimeSpan timeout, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            while (NextChangeUnless(count) is { } change)
                await change.WaitAsync(either.Token);
            return All;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{All.Count} of {count} {what} arrived within {timeout}.");
        }
    }

    private Task? NextChangeUnless(int count)
    {
        lock (gate)
        {
            if (items.Count >= count) return null;
            return failure is null ? changed.Task : Task.FromException(failure);
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            changed.SetResult();
            changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
