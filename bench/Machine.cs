using System.Globalization;

namespace CrmServerless.Bench;

/// <summary>The machine that a figure was measured on, and how busy it was.</summary>
internal static class Machine
{
    /// <summary>Cores and the average number of runnable processes over the last minute.</summary>
    public static string Load =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
