using System.Diagnostics;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>Waits for what happens in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(since.Elapsed < Deadline, $"After {Deadline.TotalSeconds} s still not: {what}");
            await pace.WaitForNextTickAsync();
        }
    }
}
