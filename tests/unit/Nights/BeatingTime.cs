using CrmServerless.Tests.Support;

namespace CrmServerless.Tests.Unit.Nights;

/// <summary>A clock that stands still until the test moves it, with one periodic timer.</summary>
internal sealed class BeatingTime : TimeProvider
{
    private readonly ManualTime time = new();
    private Action? beat;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var next = time.GetUtcNow() + dueTime;
        beat = () =>
        {
            for (; next <= time.GetUtcNow(); next += period)
                callback(state);
        };
        return new Stopping(this);
    }

    public void Advance(TimeSpan by)
    {
        time.Advance(by);
        beat?.Invoke();
    }

    private sealed class Stopping(BeatingTime clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("A timer is made once.");

        public void Dispose() => clock.beat = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
