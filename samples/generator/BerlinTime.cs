namespace CrmServerless.Samples;

/// <summary>
/// Berlin's local time in UTC, by directive 2000/84/EC (summer time from the last Sunday of March to the last Sunday of October, 01:00 UTC)
/// and not by the machine's time zone data, which may differ.
/// </summary>
public static class BerlinTime
{
    /// <summary>The instant of a local time. Nothing in the sample happens in the hours around a change.</summary>
    public static DateTime ToUtc(DateTime local) => local.AddHours(IsSummer(local) ? -2 : -1);

    private static bool IsSummer(DateTime local) =>
        local >= LastSunday(local.Year, 3).AddHours(3) && local < LastSunday(local.Year, 10).AddHours(3);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
