namespace CrmServerless.Samples.Chance;

/// <summary>How large the company is, and how it gently grows: everything happens 10 % more often a year later.</summary>
public sealed class Scale(int customers, DateOnly from)
{
    /// <summary>The customers of the committed company, for which the rates of the streams are given.</summary>
    public const int CommittedCustomers = 400;

    private const long YearlyGrowth = 100_000;

    /// <summary>The factor of size alone, in millionths.</summary>
    public long Size => 1_000_000L * customers / CommittedCustomers;

    /// <summary>The factor of size and growth on a day, in millionths.</summary>
    public long Grown(DateOnly day) => Size * (1_000_000 + YearlyGrowth * (day.DayNumber - from.DayNumber) / 365) / 1_000_000;
}
