using CrmServerless.Records;
using NodaTime;
using NodaTime.TimeZones;

namespace CrmServerless.Kpis.Time;

/// <summary>
/// Turns instants into local days of the business time zone, fast: the zone's transitions are laid out once and searched by bisection.
/// Days are day numbers (<see cref="DateOnly.DayNumber"/>).
/// </summary>
public sealed class LocalCalendar
{
    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(2200, 1, 1, 0, 0);

    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private readonly DateTimeZone zone;
    private readonly long[] starts;
    private readonly long[] offsets;

    /// <summary>A calendar of that zone.</summary>
    public LocalCalendar(DateTimeZone zone)
    {
        this.zone = zone;
        var intervals = zone.GetZoneIntervals(First, Last).ToArray();
        starts = [.. intervals.Select((i, n) => n == 0 ? long.MinValue : i.Start.ToDateTimeUtc().Ticks)];
        offsets = [.. intervals.Select(i => i.WallOffset.Ticks)];
    }

    /// <summary>The local day that holds the instant.</summary>
    /// <param name="utcTicks">100 ns since 0001-01-01T00:00Z.</param>
    public int DayOf(long utcTicks)
    {
        var local = utcTicks + offsets[IndexOf(utcTicks)];
        return (int)Math.Clamp(local / TimeSpan.TicksPerDay, 0, DateOnly.MaxValue.DayNumber);
    }

    /// <summary>The UTC ticks at which the local day begins (the first instant of the day where midnight does not exist).</summary>
    public long StartOf(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return zone.AtStartOfDay(new LocalDate(date.Year, date.Month, date.Day)).ToInstant().ToDateTimeUtc().Ticks;
    }

    /// <summary>
    /// The UTC ticks of a local time of day: the earlier where it occurs twice, moved forward by the gap where it does not exist.
    /// </summary>
    public long TicksOf(int day, TimeOnly time)
    {
        var local = LocalDateTime.FromDateTime(DateOnly.FromDayNumber(day).ToDateTime(time));
        return zone.ResolveLocal(local, Resolver).ToInstant().ToDateTimeUtc().Ticks;
    }

    /// <summary>The moment that a field's value names, or null when it names none.</summary>
    public Moment? MomentOf(FieldValue value)
    {
        if (value.AsInstantTicks is { } ticks)
            return new Moment(DayOf(ticks), ticks, HasTime: true);
        if (value.AsDayNumber is { } day)
            return new Moment(day, StartOf(day), HasTime: false);
        return null;
    }

    /// <summary>The local day that a field's value names, or null when it names none.</summary>
    public int? DayOf(FieldValue value) => value.AsInstantTicks is { } ticks ? DayOf(ticks) : value.AsDayNumber;

    private int IndexOf(long utcTicks)
    {
        var index = Array.BinarySearch(starts, utcTicks);
        return index >= 0 ? index : ~index - 1;
    }
}
