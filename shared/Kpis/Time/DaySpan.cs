namespace CrmServerless.Kpis.Time;

/// <summary>A run of days [<paramref name="From"/>, <paramref name="To"/>): the days D for which something counts.</summary>
/// <param name="From">The first day, inclusive.</param>
/// <param name="To">The first day after the run; <see cref="Never"/> for no end.</param>
public readonly record struct DaySpan(int From, int To)
{
    /// <summary>A day after all days. Far enough below <see cref="int.MaxValue"/> that windows can be added to it.</summary>
    public const int Never = 1 << 30;

    /// <summary>A day before all days.</summary>
    public const int Ever = -Never;

    /// <summary>All days.</summary>
    public static DaySpan Always => new(Ever, Never);

    /// <summary>Whether no day is in the run.</summary>
    public bool IsEmpty => From >= To;

    /// <summary>The days in both runs.</summary>
    public DaySpan And(DaySpan other) => new(Math.Max(From, other.From), Math.Min(To, other.To));

    /// <summary>The run <paramref name="days"/> later.</summary>
    public DaySpan Later(int days) => new(Shift(From, days), Shift(To, days));

    /// <summary>The days D whose window of <paramref name="length"/> days, ended <paramref name="lag"/> days before D, holds <paramref name="day"/>.</summary>
    public static DaySpan WindowHolding(int day, int length, int lag) => new(day + lag, day + lag + length);

    private static int Shift(int day, int days) => day is <= Ever or >= Never ? day : day + days;
}
