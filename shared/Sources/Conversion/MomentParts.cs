namespace CrmServerless.Sources.Conversion;

/// <summary>What a date or time text says, before it is known which zone it is local to.</summary>
/// <param name="DayNumber">The local day (<see cref="DateOnly.DayNumber"/>).</param>
/// <param name="TimeTicks">Ticks since its midnight; null for a date without time.</param>
/// <param name="OffsetTicks">Local minus UTC in ticks; null when the text states no offset.</param>
internal readonly record struct MomentParts(int DayNumber, long? TimeTicks, long? OffsetTicks)
{
    private const long MaxTimeTicks = TimeSpan.TicksPerDay;

    /// <summary>Checks the ranges of the calendar and the clock; null when there is no such moment.</summary>
    public static MomentParts? Of(int year, int month, int day, long? timeTicks, long? offsetTicks)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (timeTicks is < 0 or >= MaxTimeTicks)
            return null;

        return new MomentParts(new DateOnly(year, month, day).DayNumber, timeTicks, offsetTicks);
    }

    /// <summary>Ticks of a time of day; null when a part is out of range.</summary>
    public static long? TimeOf(int hour, int minute, int second, long fractionTicks) =>
        hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59
            ? null
            : (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond + fractionTicks;
}
