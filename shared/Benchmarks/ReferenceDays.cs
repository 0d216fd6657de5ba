using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>The earlier days that judging and telling of a day reads: what benchmarks compare it with, and its trend.</summary>
public static class ReferenceDays
{
    /// <summary>Those of all <paramref name="rules"/> for the day, newest first, without the day itself.</summary>
    public static IReadOnlyList<DateOnly> Of(DateOnly day, IEnumerable<BenchmarkRule> rules) =>
        [.. rules.Select(rule => rule.Window).Distinct().SelectMany(window => OfWindow(day, window)).Distinct().Where(found => found < day).OrderDescending()];

    private static IEnumerable<DateOnly> OfWindow(DateOnly day, int window) =>
        HistoryDays.Recent(day, window).Append(HistoryDays.YearAgo(day, window)).Concat(TrendDays.Of(day, window));
}
