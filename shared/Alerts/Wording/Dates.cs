using System.Globalization;
using CrmServerless.Kpis;

namespace CrmServerless.Alerts.Wording;

/// <summary>Days and windows as people write them.</summary>
internal static class Dates
{
    /// <summary>`Mon 16 Nov 2026`.</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>`16 Nov`, with the year only where it isn't that of <paramref name="near"/>.</summary>
    public static string Short(DateOnly day, DateOnly near) =>
        day.ToString(day.Year == near.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>`1 day`, `12 days`.</summary>
    public static string Count(int days) => string.Create(CultureInfo.InvariantCulture, $"{days} {(days == 1 ? "day" : "days")}");

    /// <summary>After a value in a sentence: `over 90 days`, `on Mon 16 Nov`, nothing for a snapshot.</summary>
    public static string Over(int window, DateOnly day) => window switch
    {
        0 => "",
        1 => " on " + day.ToString("ddd d MMM", CultureInfo.InvariantCulture),
        _ => " over " + Count(window),
    };

    /// <summary>The window's dates: `19 Aug to 16 Nov 2026 (90 days)`; a lead cohort ends <paramref name="maturity"/> days before the day.</summary>
    public static string Window(Kpi kpi, int window, DateOnly day, int maturity)
    {
        if (window == 0)
            return "at the end of " + Day(day);
        if (window == 1)
            return Day(day);
        var last = kpi.Reach == Reach.LeadMaturity ? day.AddDays(-maturity) : day;
        var first = last.AddDays(1 - window);
        return $"{Short(first, last)} to {last.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} ({Count(window)})";
    }
}
