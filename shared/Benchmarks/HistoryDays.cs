namespace CrmServerless.Benchmarks;

/// <summary>The earlier days a window is compared with (design.md, Benchmarks, kind history), newest first.</summary>
public static class HistoryDays
{
    private const int Most = 8;
    private const int ShortestWithoutWeekdays = 28;

    /// <summary>
    /// A window of one day: the same weekday of the last eight weeks. A longer one: those that end n, 2n, … 8n days earlier and so don't overlap.
    /// A snapshot: the same day of the last eight months (the month's last day where it has no such day).
    /// </summary>
    public static IReadOnlyList<DateOnly> Recent(DateOnly day, int window) =>
        [.. Enumerable.Range(1, Most).Select(back => window switch
        {
            0 => day.AddMonths(-back),
            1 => day.AddDays(-7 * back),
            _ => day.AddDays(-window * back),
        })];

    /// <summary>
    /// The end of the same window a year ago. A window shorter than four weeks ends 364 days ago, on the same weekday, which shapes it
    /// more than the date does; any other on the same date (28 February for 29 February).
    /// </summary>
    public static DateOnly YearAgo(DateOnly day, int window) =>
        window is > 0 and < ShortestWithoutWeekdays ? day.AddDays(-364) : day.AddYears(-1);
}
