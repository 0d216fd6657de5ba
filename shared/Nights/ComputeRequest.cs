namespace CrmServerless.Nights;

/// <summary>Which days are asked for.</summary>
/// <param name="From">The first; null: where <paramref name="To"/> is given, the day after the last stored one; else where the data begins.</param>
/// <param name="To">The last; null: the last day of which the data speaks, at most the last closed business day.</param>
/// <param name="ExtraWindow">A further window in days for every KPI that has one of at least a day; until the day is computed without it.</param>
/// <param name="References">Whether the days that these are compared with (<see cref="Benchmarks.ReferenceDays"/>) are asked for as well.</param>
public sealed record ComputeRequest(DateOnly? From, DateOnly? To, int? ExtraWindow = null, bool References = false)
{
    /// <summary>All days of which the data speaks.</summary>
    public static ComputeRequest All { get; } = new(null, null);
}
