using System.Globalization;
using System.Text.Json;

namespace CrmServerless.Bench.Workers;

/// <summary>What a process of its own measured of its work. Its last line of output is this as json.</summary>
/// <param name="Seconds">From the first byte read to the last one visible; starting the process isn't in it.</param>
/// <param name="ProcessorSeconds">Of all its threads.</param>
/// <param name="PeakMegabytes">The most memory that was ever resident, of the whole process (VmHWM, what getrusage calls maxrss), in 10^6 bytes.</param>
/// <param name="Amount">How much was done: rows.</param>
/// <param name="Parts">Seconds of parts of the work, by name.</param>
internal sealed record Measured(double Seconds, double ProcessorSeconds, double PeakMegabytes, long Amount, IReadOnlyDictionary<string, double> Parts)
{
    private const string PeakOfProcess = "VmHWM:";

    /// <summary>This process since the watch was started.</summary>
    public static Measured Here(Watch watch, long amount, IReadOnlyDictionary<string, double>? parts = null) =>
        new(watch.Elapsed.TotalSeconds, watch.Processor.TotalSeconds, PeakHere(), amount, parts ?? new Dictionary<string, double>());

    /// <summary>Reads what another process has written.</summary>
    public static Measured Parse(string line) => JsonSerializer.Deserialize<Measured>(line)!;

    /// <summary>A line for whoever started this process.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Seconds,6:F2} s, processor {ProcessorSeconds,6:F2} s, peak {PeakMegabytes,4:F0} MB, {Amount:N0} rows{PartsText}");

    private string PartsText => string.Concat(Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"; {p.Key} {p.Value:F2} s")));

    private static double PeakHere()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(PeakOfProcess, StringComparison.Ordinal));
        return long.Parse(line[PeakOfProcess.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
