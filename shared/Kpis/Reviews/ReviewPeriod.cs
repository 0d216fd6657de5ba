namespace CrmServerless.Kpis.Reviews;

/// <summary>The periods by which a business looks back.</summary>
public enum PeriodKind
{
    /// <summary>Monday to Sunday (ISO 8601).</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>Three calendar months from January, April, July or October on.</summary>
    Quarter,
}

/// <summary>A part of a period from its first day on.</summary>
/// <param name="From">The period's first day.</param>
/// <param name="To">The last day of the part.</param>
/// <param name="IsWhole">Whether that is the period's last day.</param>
public sealed record ReviewPeriod(DateOnly From, DateOnly To, bool IsWhole)
{
    /// <summary>How many days it has so far.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The period that holds a day, up to that day.</summary>
    public static ReviewPeriod ToDate(PeriodKind kind, DateOnly day)
    {
        var first = FirstDay(kind, day);
        return new ReviewPeriod(first, day, day == LastDay(kind, first));
    }

    /// <summary>
    /// The same part of the period before: of a whole period the whole one, of a part as many days, at most all that it has (of 1 to 30 March: all of February).
    /// </summary>
    public ReviewPeriod Previous(PeriodKind kind)
    {
        var first = FirstDay(kind, From.AddDays(-1));
        var last = LastDay(kind, first);
        var same = first.AddDays(Days - 1);
        var to = IsWhole || same > last ? last : same;
        return new ReviewPeriod(first, to, to == last);
    }

    private static DateOnly FirstDay(PeriodKind kind, DateOnly day) => kind switch
    {
        PeriodKind.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        PeriodKind.Month => new DateOnly(day.Year, day.Month, 1),
        _ => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
    };

    private static DateOnly LastDay(PeriodKind kind, DateOnly first) => kind switch
    {
        PeriodKind.Week => first.AddDays(6),
        PeriodKind.Month => first.AddMonths(1).AddDays(-1),
        _ => first.AddMonths(3).AddDays(-1),
    };
}
