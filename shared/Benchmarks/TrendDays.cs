namespace CrmServerless.Benchmarks;

/// <summary>The days of a trend, spaced so that it shows something: daily for days and snapshots, weekly for longer windows.</summary>
public static class TrendDays
{
    private const int DailyPoints = 14;
    private const int WeeklyPoints = 12;

    /// <summary>The days, oldest first, <paramref name="day"/> last.</summary>
    public static IReadOnlyList<DateOnly> Of(DateOnly day, int window)
    {
        var (points, step) = window <= 1 ? (DailyPoints, 1) : (WeeklyPoints, 7);
        return [.. Enumerable.Range(0, points).Select(back => day.AddDays(-back * step)).Reverse()];
    }
}
