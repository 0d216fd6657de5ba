namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>Counts the writes that go to storage, and lets only the first ones through: there a process is killed at a write of choice, not at a time of chance.</summary>
internal sealed class WriteGate
{
    private readonly Lock turn = new();
    private TaskCompletionSource closed = NewSource();
    private long passed;
    private long allowed = long.MaxValue;

    /// <summary>How many writes went through since <see cref="Allow"/>.</summary>
    public long Passed
    {
        get { lock (turn) { return passed; } }
    }

    /// <summary>Done once a write was held: all that were allowed went through, and the process wants more.</summary>
    public Task Closed
    {
        get { lock (turn) { return closed.Task; } }
    }

    /// <summary>Begins to count anew, and lets that many writes through.</summary>
    public void Allow(long writes)
    {
        lock (turn)
        {
            (passed, allowed, closed) = (0, writes, NewSource());
        }
    }

    public void AllowAll() => Allow(long.MaxValue);

    /// <summary>Counts a write that may go through; false: it must be held for ever.</summary>
    public bool TryPass()
    {
        lock (turn)
        {
            if (passed == allowed)
            {
                closed.TrySetResult();
                return false;
            }

            passed++;
            return true;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
