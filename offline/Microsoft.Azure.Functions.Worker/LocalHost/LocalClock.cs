using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// The app's TimeProvider where it registered one, else the system's. The host registers none: in Azure nobody would, and the app must not
/// come to depend on it.
/// </summary>
internal sealed class LocalClock(IServiceProvider services)
{
    /// <summary>Longest single wait: a clock that steps, or a machine that slept, is noticed after it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Timers count whole milliseconds: a shorter wait would be none, and the loop below would spin.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    public TimeProvider Time { get; } = services.GetService<TimeProvider>() ?? TimeProvider.System;

    public DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellation) => Task.Delay(delay, Time, cancellation);

    /// <summary>Returns when the clock shows <paramref name="utc"/> or later.</summary>
    public async Task UntilAsync(DateTime utc, CancellationToken cancellation)
    {
        for (var rest = utc - UtcNow; rest > TimeSpan.Zero; rest = utc - UtcNow)
        {
            await DelayAsync(TimeSpan.FromTicks(Math.Clamp(rest.Ticks, ShortestWait.Ticks, LongestWait.Ticks)), cancellation);
        }
    }
}
