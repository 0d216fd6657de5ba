using System.Collections.Concurrent;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>What the functions under test did, in order; and gates by which a test holds them.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();

    public IReadOnlyList<string> Entries => [.. entries];

    public void Add(string entry) => entries.Enqueue(entry);

    public Task UntilAsync(int count) => Eventually.TrueAsync(() => entries.Count >= count, $"{count} entries, but {string.Join(" | ", entries)}");

    public Task UntilAsync(string entry) =>
        Eventually.TrueAsync(() => entries.Contains(entry), $"the entry '{entry}', but {string.Join(" | ", entries)}");

    /// <summary>Completes when the test opens the gate.</summary>
    public Task GateAsync(string name) => Of(name).Task;

    public void Open(string name) => Of(name).TrySetResult();

    private TaskCompletionSource Of(string name) =>
        gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
