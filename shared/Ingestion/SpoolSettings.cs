using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Ingestion;

/// <summary>How much of the instance's disk a file may take that must be copied there to be read: a zip, a workbook.</summary>
/// <param name="MostMegabytes">The most megabytes (2^20 bytes) of one copy.</param>
public sealed record SpoolSettings(int MostMegabytes)
{
    /// <summary>The setting with the megabytes, 1 to 1,000,000; default 2048.</summary>
    public const string Setting = "Spool:MostMegabytes";

    private const int Fewest = 1;
    private const int Most = 1_000_000;
    private const int ShiftOfMegabyte = 20;

    /// <summary>2 GB.</summary>
    public static SpoolSettings Default { get; } = new(2048);

    /// <summary>The same in bytes.</summary>
    public long MostBytes => (long)MostMegabytes << ShiftOfMegabyte;

    /// <summary>The settings.</summary>
    /// <exception cref="InvalidOperationException">The setting is no such number; the message names it.</exception>
    public static SpoolSettings Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[Setting] is not { Length: > 0 } text)
            return Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= Fewest and <= Most
            ? new SpoolSettings(megabytes)
            : throw new InvalidOperationException($"The setting {Setting} must be a number of megabytes from {Fewest} to {Most}.");
    }

    /// <summary>Refuses what is longer.</summary>
    /// <param name="length">Bytes; where the end isn't known, those so far.</param>
    /// <param name="isWhole">Whether that is all.</param>
    /// <exception cref="SpoolExceededException">It is longer.</exception>
    internal void Refuse(long length, bool isWhole = true)
    {
        if (length <= MostBytes)
            return;
        var found = isWhole ? string.Create(CultureInfo.InvariantCulture, $"{(length + (1 << ShiftOfMegabyte) - 1) >> ShiftOfMegabyte:N0} MB") : "more";
        throw new SpoolExceededException(string.Create(
            CultureInfo.InvariantCulture,
            $"found {found}, expected at most {MostMegabytes:N0} MB: zips and workbooks are copied to disk to be read (setting Spool__MostMegabytes); split the export, or send csv, also as .gz, of any size"));
    }
}

/// <summary>A file would take more of the disk than it may; it is tried again, since the setting may change.</summary>
internal sealed class SpoolExceededException(string message) : Exception(message);
