using System.Globalization;

namespace CrmServerless.Benchmarks;

/// <summary>Where a history benchmark comes from, in words that follow "compared with".</summary>
internal static class HistorySource
{
    /// <summary>`the median of the last 8 Mondays`, `the median of 6 earlier 90-day windows`, `the median of the last 8 months' values`.</summary>
    public static string Recent(DateOnly day, int window, int count) => window switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"the median of its values at the same day of {count} earlier months"),
        1 => string.Create(CultureInfo.InvariantCulture, $"the median of {count} earlier {day.DayOfWeek}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the median of {count} earlier {window}-day windows"),
    };

    /// <summary>`the same 30 days a year ago`.</summary>
    public static string YearAgo(int window) => window switch
    {
        0 => "its value a year ago",
        1 => "the same weekday a year ago",
        _ => string.Create(CultureInfo.InvariantCulture, $"the same {window} days a year ago"),
    };
}
