using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Kpis.Metrics;

/// <summary>
/// The keys of table DailyMetrics, documented because Power BI reads the table: PartitionKey `{yyyy-MM}|{kpi}`, RowKey
/// `{window}|{segment}|{dd}`. Parts are escaped by <see cref="Escape"/>. A segment too long for a key is cut and ends in its SHA-256; the
/// row's Segment column always holds it whole.
/// </summary>
public static class MetricKeys
{
    /// <summary>Longest escaped segment within a key, in characters: a key may have 1 KiB, two bytes a character.</summary>
    private const int LongestSegment = 400;

    /// <summary>The partition of a KPI's values in a month.</summary>
    public static string Partition(DateOnly day, string kpi) => $"{Month(day)}|{Escape(kpi)}";

    /// <summary>The row of a value.</summary>
    public static string Row(int window, string segment, DateOnly day) => $"{SegmentPrefix(window, segment)}{day.Day:00}";

    /// <summary>What the rows of a window and segment begin with.</summary>
    public static string SegmentPrefix(int window, string segment) => string.Create(CultureInfo.InvariantCulture, $"{window}|{Shorten(Escape(segment))}|");

    /// <summary>The month as keys write it.</summary>
    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>
    /// The text with `%`, `|` and what a key may not hold (`/ \ # ?` and control characters, Azure's 'Understanding the Table service data
    /// model') replaced by % and two hexadecimal digits for each UTF-8 byte. Blanks stay as they are, also at the ends. <see cref="Unescape"/> reverses it.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '%' or '|' or '/' or '\\' or '#' or '?' || char.IsControl(character))
                AppendEscaped(escaped, character);
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>The text that <see cref="Escape"/> was given.</summary>
    public static string Unescape(string key) => Uri.UnescapeDataString(key);

    private static void AppendEscaped(StringBuilder escaped, char character)
    {
        foreach (var octet in Encoding.UTF8.GetBytes([character]))
            escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
    }

    private static string Shorten(string segment) => segment.Length <= LongestSegment
        ? segment
        : $"{segment[..(LongestSegment - 65)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(segment)))}";
}
