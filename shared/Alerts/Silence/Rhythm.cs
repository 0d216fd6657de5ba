namespace CrmServerless.Alerts.Silence;

/// <summary>How often a source delivers, learned from when it did.</summary>
public static class Rhythm
{
    /// <summary>So many days with a delivery must be known.</summary>
    public const int FewestDays = 6;

    private const int GapsLooked = 8;
    private const double Tolerance = 1.5;
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(36);

    /// <summary>
    /// The longest usual time between deliveries: half more than the longest of the last eight gaps between days with a delivery, at least 36 hours, so that a
    /// source that pauses at weekends isn't silent on Sundays. Null while fewer than six such days are known.
    /// </summary>
    /// <param name="arrivals">When something came, in any order.</param>
    public static TimeSpan? Of(IEnumerable<DateTimeOffset> arrivals)
    {
        var days = arrivals.GroupBy(at => at.UtcDateTime.Date).Select(day => day.Min()).Order().ToList();
        if (days.Count < FewestDays)
            return null;
        var longest = days.Zip(days.Skip(1), (earlier, later) => later - earlier).TakeLast(GapsLooked).Max();
        return TimeSpan.FromTicks(Math.Max(Shortest.Ticks, (long)(longest.Ticks * Tolerance)));
    }
}
