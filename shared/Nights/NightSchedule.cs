using CrmServerless.Configuration;
using NodaTime;

namespace CrmServerless.Nights;

/// <summary>Which business day is closed and due. Pure: what the clock says comes in.</summary>
public static class NightSchedule
{
    /// <summary>
    /// The newest local day that may be computed: yesterday, once the local run time of today has come; before it the day before. A run
    /// time that a clock change skips is due when the clock has passed it.
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <param name="business">Time zone and run time.</param>
    public static DateOnly ClosedDay(DateTimeOffset now, BusinessConfiguration business)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(business.TimeZone).LocalDateTime;
        var today = new DateOnly(local.Year, local.Month, local.Day);
        var time = new TimeOnly(local.TimeOfDay.TickOfDay);
        return today.AddDays(time >= business.RunTime ? -1 : -2);
    }

    /// <summary>The instant at which a day's night may begin: the run time of the morning after it (a time that a clock change skips: when the clock has passed it).</summary>
    public static DateTimeOffset StartOf(DateOnly day, BusinessConfiguration business)
    {
        var morning = LocalDate.FromDateOnly(day.AddDays(1)).At(LocalTime.FromTimeOnly(business.RunTime));
        return business.TimeZone.AtLeniently(morning).ToDateTimeOffset();
    }

    /// <summary>
    /// The days to judge now: every closed day after the last one that was judged, oldest first; of a first night, or after a gap of more
    /// than <paramref name="mostDays"/> days, only the newest ones.
    /// </summary>
    public static IReadOnlyList<DateOnly> DueNights(DateOnly closed, DateOnly? lastNight, int mostDays)
    {
        var first = lastNight is { } last ? last.AddDays(1) : closed;
        if (first < closed.AddDays(1 - mostDays))
            first = closed.AddDays(1 - mostDays);
        return [.. Enumerable.Range(0, Math.Max(0, closed.DayNumber - first.DayNumber + 1)).Select(first.AddDays)];
    }
}
