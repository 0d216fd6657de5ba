using NodaTime;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Turns local times of one zone into UTC: the hour that occurs twice is the earlier one, the hour that doesn't exist moves forward
/// by the gap (kpis.md section 2, 'Instants'). Not safe for threads: it remembers the offset of each day it has met.
/// </summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    private const int FirstDay = 719_162; // 1970-01-01
    private const int RememberedDays = 60_000; // to 2134
    private const int Unknown = int.MinValue;
    private const int Changes = int.MaxValue;

    private readonly int[] offsetSeconds = Enumerable.Repeat(Unknown, RememberedDays).ToArray();

    /// <summary>UTC ticks of a local day and time.</summary>
    public long ToUtcTicks(int dayNumber, long timeTicks)
    {
        var local = (dayNumber * TimeSpan.TicksPerDay) + timeTicks;
        var index = dayNumber - FirstDay;
        if ((uint)index >= RememberedDays)
            return Resolve(local);

        if (offsetSeconds[index] == Unknown)
            offsetSeconds[index] = OffsetOfDay(dayNumber);
        return offsetSeconds[index] == Changes ? Resolve(local) : local - (offsetSeconds[index] * TimeSpan.TicksPerSecond);
    }

    private long Resolve(long localTicks) =>
        zone.AtLeniently(LocalDateTime.FromDateTime(new DateTime(localTicks))).ToInstant().ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks;

    /// <summary>The offset that every time of the day has, or <see cref="Changes"/>.</summary>
    private int OffsetOfDay(int dayNumber)
    {
        var midnight = LocalDateTime.FromDateTime(new DateTime(dayNumber * TimeSpan.TicksPerDay));
        var (first, last) = (zone.MapLocal(midnight), zone.MapLocal(midnight.PlusDays(1).PlusTicks(-1)));
        var isUniform = first.Count == 1 && last.Count == 1 && first.EarlyInterval == last.EarlyInterval;
        return isUniform ? first.EarlyInterval.WallOffset.Seconds : Changes;
    }
}
