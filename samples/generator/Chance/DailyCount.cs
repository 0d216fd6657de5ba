namespace CrmServerless.Samples.Chance;

/// <summary>How many things happen each day.</summary>
/// <param name="scale">Size and growth of the company.</param>
/// <param name="workday">Expected on a Monday to Friday, in 1/1000, for a company of the committed size.</param>
/// <param name="weekend">Expected on a Saturday or Sunday, in 1/1000.</param>
public sealed class DailyCount(Scale scale, int workday, int weekend)
{
    private readonly Carry onWorkdays = new();
    private readonly Carry onWeekends = new();

    /// <summary>The number for a day; days of a kind differ by one at most, growth apart.</summary>
    public int On(DateOnly day) => Workdays.IsWorkday(day)
        ? onWorkdays.Take(scale.Grown(day) * workday / 1000)
        : onWeekends.Take(scale.Grown(day) * weekend / 1000);
}
