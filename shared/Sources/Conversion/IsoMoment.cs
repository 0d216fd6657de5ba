namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Dates and times by ISO 8601 (https://www.iso.org/iso-8601-date-and-time-format.html): yyyy-MM-dd or yyyyMMdd, then after T or a
/// space HH:mm with optional seconds, fraction and offset. Week and ordinal dates and 24:00 are not read.
/// </summary>
internal static class IsoMoment
{
    /// <summary>Reads a whole text, already trimmed.</summary>
    public static MomentParts? Read(ReadOnlySpan<byte> text)
    {
        var cursor = new TextCursor(text);
        if (!TryDate(ref cursor, out var year, out var month, out var day))
            return null;
        if (cursor.IsAtEnd)
            return MomentParts.Of(year, month, day, null, null);
        if (!TryTime(ref cursor, out var time))
            return null;

        cursor.TrySkip((byte)' ');
        long? offset = null;
        if (!cursor.IsAtEnd)
        {
            if (!cursor.TryOffset(out var stated) || !cursor.IsAtEnd)
                return null;
            offset = stated;
        }

        return MomentParts.Of(year, month, day, time, offset);
    }

    private static bool TryDate(ref TextCursor cursor, out int year, out int month, out int day)
    {
        (month, day) = (0, 0);
        if (!cursor.TryDigits(4, 4, out year))
            return false;

        var isExtended = cursor.TrySkip((byte)'-');
        return cursor.TryDigits(2, 2, out month) && cursor.TrySkip((byte)'-') == isExtended && cursor.TryDigits(2, 2, out day);
    }

    private static bool TryTime(ref TextCursor cursor, out long time)
    {
        time = 0;
        if (cursor.Next is not ((byte)'T' or (byte)'t' or (byte)' '))
            return false;

        cursor.Skip(1);
        var second = 0;
        long fraction = 0;
        if (!cursor.TryDigits(2, 2, out var hour) || !cursor.TrySkip((byte)':') || !cursor.TryDigits(2, 2, out var minute))
            return false;
        if (cursor.TrySkip((byte)':') && !cursor.TryDigits(2, 2, out second))
            return false;
        if (cursor.Next is (byte)'.' or (byte)',')
        {
            cursor.Skip(1);
            if (!cursor.TryFraction(out fraction))
                return false;
        }

        var ticks = MomentParts.TimeOf(hour, minute, second, fraction);
        time = ticks ?? 0;
        return ticks is not null;
    }
}
