using CrmServerless.Configuration;
using NodaTime;
using NodaTime.Extensions;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>When a message may disturb.</summary>
internal static class SendingTime
{
    private const int DaysOfAWeek = 7;

    /// <summary>
    /// Now, or the first instant after it that is in no quiet hours and on no quiet day, in the business time zone. A Friday's breach that
    /// falls into a quiet weekend is sent when it ends.
    /// </summary>
    public static DateTimeOffset NotBefore(DateTimeOffset now, QuietHours? quiet, DateTimeZone zone, bool critical)
    {
        if (quiet is null || (critical && quiet.CriticalPasses))
            return now;
        var instant = now.ToInstant();
        // Each step leaves one quiet span; a week of steps meets every kind there is.
        for (var step = 0; step < DaysOfAWeek * 2 && End(instant.InZone(zone).LocalDateTime, quiet) is { } end; step++)
            instant = end.InZoneLeniently(zone).ToInstant();
        return instant.ToDateTimeOffset();
    }

    /// <summary>The end of the quiet span that holds the local time; null when none does.</summary>
    private static LocalDateTime? End(LocalDateTime local, QuietHours quiet)
    {
        if (quiet.Days.Contains(local.DayOfWeek.ToDayOfWeek()))
            return local.Date.PlusDays(1).AtMidnight();
        var (from, to, time) = (quiet.From.ToLocalTime(), quiet.To.ToLocalTime(), local.TimeOfDay);
        if (from == to)
            return null;
        if (from < to)
            return time >= from && time < to ? local.Date + to : null;
        return time >= from ? local.Date.PlusDays(1) + to : time < to ? local.Date + to : null;
    }
}
