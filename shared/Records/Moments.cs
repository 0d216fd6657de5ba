using NodaTime;

namespace CrmServerless.Records;

/// <summary>Instants and dates without time, compared (kpis.md section 2, 'Instants').</summary>
public static class Moments
{
    /// <summary>
    /// True when both are filled and the first is earlier: by instant when both have a time, else by local day.
    /// </summary>
    public static bool IsBefore(FieldValue first, FieldValue second, DateTimeZone zone)
    {
        if (first.AsInstantTicks is { } firstTicks && second.AsInstantTicks is { } secondTicks)
            return firstTicks < secondTicks;

        return LocalDay(first, zone) < LocalDay(second, zone);
    }

    /// <summary>The day number (<see cref="DateOnly.DayNumber"/>) of an instant's local day or of a date; null for any other value.</summary>
    public static int? LocalDay(FieldValue moment, DateTimeZone zone)
    {
        if (moment.AsDayNumber is { } day)
            return day;
        if (moment.AsInstantTicks is not { } ticks)
            return null;

        var instant = Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc));
        return (int)((ticks + zone.GetUtcOffset(instant).Ticks) / TimeSpan.TicksPerDay);
    }
}
