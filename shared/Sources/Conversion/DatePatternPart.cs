using System.Text;

namespace CrmServerless.Sources.Conversion;

/// <summary>What one part of a date pattern stands for.</summary>
internal enum DatePart
{
    Literal,
    Blank,
    Year,
    Month,
    MonthName,
    Day,
    WeekdayName,
    Hour,
    Minute,
    Second,
    Fraction,
    HalfDay,
    Offset,
}

/// <summary>One part of a date pattern.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Fewest">The fewest digits it takes.</param>
/// <param name="Most">The most digits it takes.</param>
/// <param name="Literal">The byte that a literal stands for.</param>
internal readonly record struct DatePatternPart(DatePart Kind, int Fewest = 0, int Most = 0, byte Literal = 0)
{
    private bool IsNumber => Kind is DatePart.Year or DatePart.Month or DatePart.Day or DatePart.Hour or DatePart.Minute or DatePart.Second;

    /// <summary>Splits a pattern; null when it names no day, or a minute without an hour.</summary>
    public static DatePatternPart[]? Split(string pattern)
    {
        var parts = new List<DatePatternPart>();
        for (var i = 0; i < pattern.Length;)
        {
            if (pattern[i] == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                    return null;
                AddLiteral(parts, pattern[(i + 1)..end]);
                i = end + 1;
                continue;
            }

            var run = pattern.AsSpan(i).IndexOfAnyExcept(pattern[i]) is var length and > 0 ? length : pattern.Length - i;
            Add(parts, pattern[i], run);
            i += run;
        }

        return IsWhole(parts) ? [.. WithFixedWidths(parts)] : null;
    }

    private static void Add(List<DatePatternPart> parts, char letter, int run)
    {
        DatePatternPart? part = letter switch
        {
            'y' or 'Y' => new(DatePart.Year, run == 2 ? 2 : 4, run == 2 ? 2 : 4),
            'M' when run >= 3 => new(DatePart.MonthName),
            'M' => new(DatePart.Month, 1, 2),
            'd' or 'D' when run >= 3 => new(DatePart.WeekdayName),
            'd' or 'D' => new(DatePart.Day, 1, 2),
            'H' or 'h' => new(DatePart.Hour, 1, 2),
            'm' => new(DatePart.Minute, 1, 2),
            's' => new(DatePart.Second, 1, 2),
            'f' or 'F' or 'S' => new(DatePart.Fraction),
            't' or 'a' => new(DatePart.HalfDay),
            'z' or 'Z' or 'K' or 'X' => new(DatePart.Offset),
            ' ' => new(DatePart.Blank),
            _ => null,
        };
        if (part is { } known)
            parts.Add(known);
        else
            AddLiteral(parts, new string(letter, run));
    }

    private static void AddLiteral(List<DatePatternPart> parts, string text) =>
        parts.AddRange(Encoding.UTF8.GetBytes(text).Select(b => new DatePatternPart(DatePart.Literal, Literal: b)));

    private static bool IsWhole(List<DatePatternPart> parts)
    {
        var kinds = parts.Select(p => p.Kind).ToList();
        var hasDay = Once(DatePart.Year) && Once(DatePart.Day) && kinds.Count(k => k is DatePart.Month or DatePart.MonthName) == 1;
        var hasTime = kinds.Any(k => k is DatePart.Minute or DatePart.Second or DatePart.Fraction or DatePart.HalfDay or DatePart.Offset);
        return hasDay && (!hasTime || Once(DatePart.Hour));

        bool Once(DatePart kind) => kinds.Count(k => k == kind) == 1;
    }

    /// <summary>Numbers that touch each other, as in yyyyMMdd, take exactly their digits.</summary>
    private static IEnumerable<DatePatternPart> WithFixedWidths(List<DatePatternPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var touchesNumber = (i > 0 && parts[i - 1].IsNumber) || (i + 1 < parts.Count && parts[i + 1].IsNumber);
            yield return parts[i].IsNumber && touchesNumber ? parts[i] with { Fewest = parts[i].Most } : parts[i];
        }
    }
}
