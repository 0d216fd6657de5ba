using System.Buffers;

namespace CrmServerless.Reporting;

/// <summary>Text as a csv cell that a spreadsheet shows and never computes.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>
    /// The cell: text that begins like a formula (= + - @, tab, carriage return; OWASP, 'CSV Injection') gets an apostrophe before it; text with
    /// a comma, quote or line break is quoted.
    /// </summary>
    public static string Cell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var guarded = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return guarded.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }
}
