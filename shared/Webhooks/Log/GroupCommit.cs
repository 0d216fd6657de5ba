namespace CrmServerless.Webhooks.Log;

/// <summary>
/// Writes what many callers bring at once in few writes: while one write is under way the next batch gathers, and each caller waits for
/// the write that carries its own item. Nothing waits for a clock. Safe for threads.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
/// <param name="write">Writes a batch, in the order in which its items came. When it fails, the callers of that batch are told, and no others.</param>
/// <param name="sizeOf">An item's size in bytes.</param>
/// <param name="mostBatch">A batch grows no larger, unless it is a single item.</param>
/// <param name="mostWaiting">The most bytes that may wait.</param>
internal sealed class GroupCommit<T>(Func<IReadOnlyList<T>, Task> write, Func<T, long> sizeOf, long mostBatch, long mostWaiting)
{
    private readonly Lock turn = new();
    private readonly Queue<(T Item, TaskCompletionSource Written)> waiting = new();
    private long waitingBytes;
    private bool isWriting;

    /// <summary>Done once the item is written.</summary>
    /// <exception cref="TooBusyException">Too much waits already.</exception>
    public Task AddAsync(T item)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (turn)
        {
            if (waitingBytes + sizeOf(item) > mostWaiting)
                throw new TooBusyException();
            waiting.Enqueue((item, written));
            waitingBytes += sizeOf(item);
            if (isWriting)
                return written.Task;
            isWriting = true;
        }

        // On a thread of its own: the first caller must not do the work of all the others.
        _ = Task.Run(WriteAllAsync);
        return written.Task;
    }

    private async Task WriteAllAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            try
            {
                await write([.. batch.Select(b => b.Item)]);
                batch.ForEach(b => b.Written.SetResult());
            }
            catch (Exception e)
            {
                batch.ForEach(b => b.Written.SetException(e));
            }
        }
    }

    private List<(T Item, TaskCompletionSource Written)> TakeBatch()
    {
        var batch = new List<(T, TaskCompletionSource)>();
        lock (turn)
        {
            for (var bytes = 0L; waiting.TryPeek(out var next) && (batch.Count == 0 || bytes + sizeOf(next.Item) <= mostBatch); bytes += sizeOf(next.Item))
                batch.Add(waiting.Dequeue());
            waitingBytes -= batch.Sum(b => sizeOf(b.Item1));
            isWriting = batch.Count > 0;
        }

        return batch;
    }
}

/// <summary>More comes in than storage takes; the sender is to slow down.</summary>
public sealed class TooBusyException : Exception
{
    /// <summary>Says so.</summary>
    public TooBusyException()
        : base("too many deliveries wait for storage")
    {
    }
}
