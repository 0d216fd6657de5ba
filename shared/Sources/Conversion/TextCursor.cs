namespace CrmServerless.Sources.Conversion;

/// <summary>A place in a UTF-8 text that moves forward as parts of it are read.</summary>
internal ref struct TextCursor(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => rest;

    public readonly byte Next => rest.IsEmpty ? (byte)0 : rest[0];

    public void Skip(int bytes) => rest = rest[bytes..];

    public bool TrySkip(byte expected)
    {
        if (Next != expected || rest.IsEmpty)
            return false;

        rest = rest[1..];
        return true;
    }

    /// <summary>Reads at least and at most so many digits.</summary>
    public bool TryDigits(int atLeast, int atMost, out int number)
    {
        var count = 0;
        for (number = 0; count < atMost && count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9'; count++)
            number = (number * 10) + (rest[count] - '0');
        rest = rest[count..];
        return count >= atLeast;
    }

    /// <summary>Reads the digits of a fraction of a second, at least one; what is finer than a tick (100 ns) is cut.</summary>
    public bool TryFraction(out long ticks)
    {
        var (count, unit) = (0, TimeSpan.TicksPerSecond);
        for (ticks = 0; count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9'; count++)
        {
            unit /= 10;
            ticks += (rest[count] - '0') * unit;
        }

        rest = rest[count..];
        return count > 0;
    }

    /// <summary>Reads Z, +hh, +hhmm or +hh:mm (or with -), at most 18 hours.</summary>
    public bool TryOffset(out long ticks)
    {
        ticks = 0;
        if (Next is (byte)'Z' or (byte)'z')
        {
            Skip(1);
            return true;
        }

        var sign = Next switch { (byte)'+' => 1, (byte)'-' => -1, _ => 0 };
        if (sign == 0)
            return false;

        Skip(1);
        var minutes = 0;
        if (!TryDigits(2, 2, out var hours) || (!IsAtEnd && !ReadOffsetMinutes(ref this, out minutes)) || hours > 18 || minutes > 59)
            return false;

        ticks = sign * ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute;
        return true;
    }

    private static bool ReadOffsetMinutes(ref TextCursor cursor, out int minutes)
    {
        cursor.TrySkip((byte)':');
        return cursor.TryDigits(2, 2, out minutes);
    }
}
