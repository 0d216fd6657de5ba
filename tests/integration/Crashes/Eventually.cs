namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>Waits for what another process does in its own time; generous, since a loaded machine is slow.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="condition">The question.</param>
    /// <param name="state">What there is instead, for the failure's message.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> state)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"After {Patience} still: {state()}");
            await pace.WaitForNextTickAsync();
        }
    }
}
