namespace CrmServerless.Kpis.Time;

/// <summary>
/// When something happened: a local day and, where it is known, the instant (kpis.md section 2, 'Instants'). A date alone counts as
/// 00:00 of its day for ordering.
/// </summary>
/// <param name="Day">The local day number in the business time zone.</param>
/// <param name="Ticks">UTC ticks of the instant, or of the day's start where the time is unknown.</param>
/// <param name="HasTime">Whether the instant is known.</param>
public readonly record struct Moment(int Day, long Ticks, bool HasTime)
{
    /// <summary>From <paramref name="start"/> to this in days: exact where both times are known, else the whole number of local days between the dates.</summary>
    public double DaysSince(Moment start) =>
        HasTime && start.HasTime ? (double)(Ticks - start.Ticks) / TimeSpan.TicksPerDay : Day - start.Day;

    /// <summary>The same in ticks.</summary>
    public long TicksSince(Moment start) => HasTime && start.HasTime ? Ticks - start.Ticks : (Day - start.Day) * TimeSpan.TicksPerDay;

    /// <summary>Whether this lies before <paramref name="other"/>: by instant where both times are known, else by local day.</summary>
    public bool IsBefore(Moment other) => HasTime && other.HasTime ? Ticks < other.Ticks : Day < other.Day;

    /// <summary>
    /// Whether this lies within 0 .. <paramref name="days"/> x 24 h after <paramref name="start"/>, ends included; where a time is
    /// unknown, from its local day to its day + <paramref name="days"/>.
    /// </summary>
    public bool IsWithin(int days, Moment start) =>
        HasTime && start.HasTime
            ? Ticks >= start.Ticks && Ticks - start.Ticks <= days * TimeSpan.TicksPerDay
            : Day >= start.Day && Day - start.Day <= days;
}
