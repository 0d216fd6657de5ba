namespace CrmServerless.Benchmarks;

/// <summary>The range a value may have before it counts as worse; a side that is null is open, since getting better is never worse.</summary>
/// <param name="Lower">The least value that is not worse, in the KPI's unit.</param>
/// <param name="Upper">The greatest value that is not worse, in the KPI's unit.</param>
public readonly record struct Limits(double? Lower, double? Upper)
{
    /// <summary>Whether the value lies strictly outside; a value on the limit is not worse.</summary>
    public bool AreExceededBy(double value) => value < Lower || value > Upper;
}
