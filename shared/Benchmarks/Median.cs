namespace CrmServerless.Benchmarks;

/// <summary>The middle of a few numbers.</summary>
public static class Median
{
    /// <summary>The middle value, or the mean of the two middle ones. Throws <see cref="ArgumentException"/> when there is none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("The median of nothing is not defined.", nameof(values));
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
