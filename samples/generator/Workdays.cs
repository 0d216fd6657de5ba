namespace CrmServerless.Samples;

/// <summary>The company's calendar: Monday to Friday, 09:00 to 17:30 in Berlin, no holidays (the company has no seasons either).</summary>
public static class Workdays
{
    private const int Opens = 9 * 60;
    private const int Closes = 17 * 60 + 30;

    public static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day itself, Friday for a Saturday, Monday for a Sunday.</summary>
    public static DateOnly Nearest(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    /// <summary>The moment, or the next opening when the company is closed then.</summary>
    public static DateTime NextOpen(DateTime moment)
    {
        var day = DateOnly.FromDateTime(moment);
        var minute = Minute(moment);
        if (IsWorkday(day) && minute < Closes) return minute >= Opens ? moment : At(day, Opens);
        do day = day.AddDays(1);
        while (!IsWorkday(day));
        return At(day, Opens);
    }

    /// <summary>The moment when that many minutes of opening time have passed.</summary>
    public static DateTime AddOpenMinutes(DateTime moment, int minutes)
    {
        var at = NextOpen(moment);
        while (minutes > Closes - Minute(at))
        {
            minutes -= Closes - Minute(at);
            at = NextOpen(At(DateOnly.FromDateTime(at), Closes));
        }

        return at.AddMinutes(minutes);
    }

    /// <summary>A moment of that day, given in minutes since midnight.</summary>
    public static DateTime At(DateOnly day, int minute) => day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);

    private static int Minute(DateTime moment) => (int)moment.TimeOfDay.TotalMinutes;
}
