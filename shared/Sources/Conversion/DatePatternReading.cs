using System.Text;

namespace CrmServerless.Sources.Conversion;

/// <summary>What a date pattern has read so far of one text.</summary>
internal struct DatePatternReading
{
    // A two-digit year from 70 on is of the 1900s: no CRM has dates before 1970, and unix time begins there.
    private const int FirstYearOf1900s = 70;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private long fraction;
    private long? offset;
    private bool hasTime;
    private bool? isAfternoon;

    /// <summary>Takes one part of the pattern from the text; false when the text doesn't go on so.</summary>
    public bool TryTake(DatePatternPart part, ref TextCursor cursor) => part.Kind switch
    {
        DatePart.Literal => cursor.TrySkip(part.Literal),
        DatePart.Blank => TryBlanks(ref cursor),
        DatePart.Year => cursor.TryDigits(part.Fewest, part.Most, out year) && TryCentury(part),
        DatePart.Month => cursor.TryDigits(part.Fewest, part.Most, out month),
        DatePart.MonthName => TryName(Months, ref cursor, out month),
        DatePart.Day => cursor.TryDigits(part.Fewest, part.Most, out day),
        DatePart.WeekdayName => TryName(Weekdays, ref cursor, out _),
        DatePart.Hour => hasTime = cursor.TryDigits(part.Fewest, part.Most, out hour),
        DatePart.Minute => cursor.TryDigits(part.Fewest, part.Most, out minute),
        DatePart.Second => cursor.TryDigits(part.Fewest, part.Most, out second),
        DatePart.Fraction => cursor.TryFraction(out fraction),
        DatePart.HalfDay => TryHalfDay(ref cursor),
        DatePart.Offset => TryOffset(ref cursor),
        _ => false,
    };

    /// <summary>The moment, or null when there is no such day or time.</summary>
    public readonly MomentParts? ToMoment()
    {
        if (!hasTime)
            return MomentParts.Of(year, month, day, null, null);
        if (isAfternoon is not null && hour is < 1 or > 12)
            return null;

        var hourOfDay = isAfternoon is { } afternoon ? (hour % 12) + (afternoon ? 12 : 0) : hour;
        return MomentParts.TimeOf(hourOfDay, minute, second, fraction) is { } time ? MomentParts.Of(year, month, day, time, offset) : null;
    }

    private bool TryCentury(DatePatternPart part)
    {
        if (part.Most == 2)
            year += year >= FirstYearOf1900s ? 1900 : 2000;
        return true;
    }

    private static bool TryBlanks(ref TextCursor cursor)
    {
        var blanks = cursor.Rest.IndexOfAnyExcept((byte)' ');
        cursor.Skip(blanks < 0 ? cursor.Rest.Length : blanks);
        return blanks != 0;
    }

    /// <summary>Reads an English name or its first three letters, with or without a dot.</summary>
    private static bool TryName(string[] names, ref TextCursor cursor, out int number)
    {
        var letters = 0;
        while (letters < cursor.Rest.Length && char.IsAsciiLetter((char)cursor.Rest[letters]))
            letters++;

        var word = Encoding.ASCII.GetString(cursor.Rest[..letters]).ToLowerInvariant();
        number = 1 + Array.FindIndex(names, name => word == name || (word.Length is 3 or 4 && word.Length < name.Length && name.StartsWith(word, StringComparison.Ordinal)));
        cursor.Skip(letters);
        cursor.TrySkip((byte)'.');
        return number > 0;
    }

    private bool TryHalfDay(ref TextCursor cursor)
    {
        isAfternoon = cursor.Next switch { (byte)'a' or (byte)'A' => false, (byte)'p' or (byte)'P' => true, _ => null };
        if (isAfternoon is null)
            return false;

        cursor.Skip(1);
        cursor.TrySkip((byte)'.');
        if (cursor.Next is (byte)'m' or (byte)'M')
            cursor.Skip(1);
        cursor.TrySkip((byte)'.');
        return true;
    }

    private bool TryOffset(ref TextCursor cursor)
    {
        var isRead = cursor.TryOffset(out var stated);
        offset = stated;
        return isRead;
    }
}
