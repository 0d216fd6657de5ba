namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>Waits for what another process does in its own time; generous, since a loaded machine is slow.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"After {Patience} still not: {what}");
            await pace.WaitForNextTickAsync();
        }
    }
}
