using System.Globalization;

namespace CrmServerless.Ingestion.Reading.Xlsx;

/// <summary>A typed cell as text.</summary>
internal static class XlsxCell
{
    // Beyond the range of decimals, where no amount or id lies, the shortest text that means the number.
    private const double LargestExact = 7e28;

    /// <summary>
    /// Text as it is; a number in invariant digits, of which a workbook has fifteen; a date, or a local time without zone, by ISO 8601; true or
    /// false; empty for an empty cell and for one whose formula came to an error.
    /// </summary>
    public static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool isTrue => isTrue ? "true" : "false",
        double number => NumberText(number),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string NumberText(double number) =>
        Math.Abs(number) < LargestExact ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
}
