namespace CrmServerless.Alerts.Wording;

/// <summary>A trend drawn with text.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>
    /// One bar a value, oldest first, the least value lowest and the greatest highest; a gap (·) where there is none.
    /// Values that are all equal are drawn in the middle: nothing moves.
    /// </summary>
    public static string Of(IReadOnlyList<double?> values)
    {
        var known = values.OfType<double>().ToList();
        if (known.Count == 0)
            return new string('·', values.Count);
        var (low, high) = (known.Min(), known.Max());
        return string.Concat(values.Select(value => value is { } number ? Bar(number, low, high) : '·'));
    }

    private static char Bar(double value, double low, double high) =>
        high == low ? Bars[3] : Bars[(int)Math.Round((value - low) / (high - low) * (Bars.Length - 1))];
}
