using CrmServerless.Configuration;

namespace CrmServerless.Kpis.Time;

/// <summary>
/// Time while the business is open: the overlap of two instants with each weekday's local hours [from, to), holidays left out, as elapsed
/// time (kpis.md section 4, response_minutes).
/// </summary>
internal sealed class BusinessTime(BusinessConfiguration business, LocalCalendar calendar)
{
    private readonly HashSet<int> holidays = [.. business.Holidays.Select(day => day.DayNumber)];
    private readonly Dictionary<int, (long From, long To)[]> hours = [];

    /// <summary>Whether business hours are set; else time runs around the clock.</summary>
    public bool IsSet { get; } = business.BusinessHours.Values.Any(opening => opening.Count > 0);

    /// <summary>Ticks from one moment to a later one: open ones where hours are set and both times are known, else all of them.</summary>
    public long TicksBetween(Moment start, Moment end)
    {
        if (!IsSet || !start.HasTime || !end.HasTime)
            return end.TicksSince(start);
        var ticks = 0L;
        for (var day = start.Day; day <= end.Day; day++)
        {
            foreach (var (from, to) in HoursOf(day))
                ticks += Math.Max(0, Math.Min(to, end.Ticks) - Math.Max(from, start.Ticks));
        }

        return ticks;
    }

    private (long From, long To)[] HoursOf(int day)
    {
        if (hours.TryGetValue(day, out var known))
            return known;
        var weekday = DateOnly.FromDayNumber(day).DayOfWeek is DayOfWeek.Sunday ? 7 : (int)DateOnly.FromDayNumber(day).DayOfWeek;
        var isOpen = !holidays.Contains(day) && business.BusinessHours.ContainsKey(weekday);
        return hours[day] = isOpen ? [.. business.BusinessHours[weekday].Select(h => (calendar.TicksOf(day, h.From), calendar.TicksOf(day, h.To)))] : [];
    }
}
