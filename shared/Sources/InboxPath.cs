using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace CrmServerless.Sources;

/// <summary>
/// A file of the inbox by its name alone: blob `{source}/{path}`. The name may tell when the export was made and which part of it
/// the file is: `deals-2026-10-31_002.csv`, `Leads_2026_02_10.csv`, `customers (2).csv`, `orders-20261031T101500Z.csv.gz`.
/// </summary>
public sealed partial class InboxPath
{
    /// <summary>The extension of files that hold files.</summary>
    public const string ArchiveExtension = ".zip";

    private static readonly string[] Packings = [".gz"];

    /// <summary>Takes a source and a path below its folder apart.</summary>
    public InboxPath(string source, string path)
    {
        Source = source;
        Path = path;
        var slash = path.LastIndexOf('/');
        Folders = slash < 0 ? [] : path[..slash].Split('/');
        FileName = path[(slash + 1)..];

        var packed = Packings.FirstOrDefault(p => FileName.EndsWith(p, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        Packing = packed.ToLowerInvariant();
        var plain = FileName[..^packed.Length];
        Extension = System.IO.Path.GetExtension(plain).ToLowerInvariant();
        var stem = plain[..^Extension.Length];

        var withoutTime = RemoveExportTime(stem);
        var part = PartPattern().Match(withoutTime);
        IsPart = part.Success;
        PartNumber = IsPart ? int.Parse(part.Value.AsSpan().Trim(" _-()partPART"), CultureInfo.InvariantCulture) : 0;
        Name = (IsPart ? withoutTime[..part.Index] : withoutTime).Trim('-', '_', ' ', '.');
        SetPath = IsPart ? path[..(slash + 1)] + RemoveLast(stem, part.Value) + plain[stem.Length..] + packed : path;
    }

    /// <summary>Takes a blob's name apart; one outside any folder has an empty source.</summary>
    public static InboxPath OfBlob(string name)
    {
        var slash = name.IndexOf('/');
        return slash < 0 ? new InboxPath(string.Empty, name) : new InboxPath(name[..slash], name[(slash + 1)..]);
    }

    /// <summary>The first folder of the blob's name.</summary>
    public string Source { get; }

    /// <summary>What follows it.</summary>
    public string Path { get; }

    /// <summary>The blob's name in the inbox.</summary>
    public string BlobName => Source.Length == 0 ? Path : $"{Source}/{Path}";

    /// <summary>The folders between source and file.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The path of the zip that the file would lie in, by its folders; null when no folder has such a name.</summary>
    public string? ArchivePath =>
        Folders.TakeWhile(f => !f.EndsWith(ArchiveExtension, StringComparison.OrdinalIgnoreCase)).Count() is var above && above < Folders.Count
            ? string.Join('/', Folders.Take(above + 1))
            : null;

    /// <summary>The file's name with its extensions.</summary>
    public string FileName { get; }

    /// <summary>Its extension below any packing: lower case with the dot, or empty.</summary>
    public string Extension { get; }

    /// <summary>.gz when it is packed so, else empty.</summary>
    public string Packing { get; }

    /// <summary>The file's name without extensions, export time and part number.</summary>
    public string Name { get; }

    /// <summary>True when the file is a numbered part of an export.</summary>
    public bool IsPart { get; }

    /// <summary>Which part it is; 0 for a file that is none.</summary>
    public int PartNumber { get; }

    /// <summary>The path without its part number: parts of one export have it in common. Equal to <see cref="Path"/> for a file that is no part.</summary>
    public string SetPath { get; }

    private LocalDateTime? ExportTime { get; set; }

    private bool IsExportTimeUtc { get; set; }

    /// <summary>When the export was made, as the file's name tells: UTC ticks, a name without a time being the start of its day; null when it doesn't tell.</summary>
    /// <param name="zone">The zone of a time without Z.</param>
    public long? ExportTicks(DateTimeZone zone)
    {
        if (ExportTime is not { } local)
            return null;

        var instant = (IsExportTimeUtc ? DateTimeZone.Utc : zone).AtLeniently(local).ToInstant();
        return instant.ToDateTimeUtc().Ticks;
    }

    private string RemoveExportTime(string stem)
    {
        foreach (Match match in ExportTimePattern().Matches(stem))
        {
            if (TimeOf(match) is not { } time)
                continue;

            ExportTime = time;
            IsExportTimeUtc = match.Groups["utc"].Success;
            return stem.Remove(match.Index, match.Length);
        }

        return stem;
    }

    private static LocalDateTime? TimeOf(Match match)
    {
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        var isTime = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour <= 23 && minute <= 59 && second <= 59;
        return isTime ? new LocalDateTime(year, month, day, hour, minute, second) : null;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static string RemoveLast(string text, string part) => text.Remove(text.LastIndexOf(part, StringComparison.Ordinal), part.Length);

    [GeneratedRegex("""
        (?<!\d) (?<year>20\d\d) (?<sep>[-_.]?) (?<month>\d\d) \k<sep> (?<day>\d\d)
        (?: [T_\ -]? (?<hour>\d\d) [-:._]? (?<minute>\d\d) [-:._]? (?<second>\d\d) (?<utc>Z)?
          | [T_\ ] (?<hour>\d\d) [-:.] (?<minute>\d\d) (?<utc>Z)?
          | T (?<hour>\d\d) (?<minute>\d\d) (?<utc>Z)? )?
        (?!\d)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex ExportTimePattern();

    // Four digits that look like a year are no part number.
    [GeneratedRegex("""(?: [-_\ ]? part [-_\ ]? \d{1,4} | [-_] (?! (?:19|20)\d\d $) \d{1,4} | \ ? \(\d{1,4}\) ) $""",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();
}
