using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// A declared way to write dates and times: M/D/YYYY, D.M.YYYY HH:mm, 'MMM d, yyyy h:mm tt', unix s, unix ms, json date. y Y year, M month
/// (MMM its English name), d D day (ddd a weekday's name, not checked), H h hour (of 12 when t is there), m minute, s second,
/// f S fraction, t a AM or PM, z Z K X offset; the rest stands for itself, also between ' '. One letter for a number takes one or two digits.
/// </summary>
public sealed class DatePattern
{
    private readonly DatePatternPart[] parts;
    private readonly long? unixUnit;
    private readonly bool isJsonDate;

    private DatePattern(string text, DatePatternPart[] parts, long? unixUnit, bool isJsonDate = false)
    {
        this.isJsonDate = isJsonDate;
        Text = text;
        this.parts = parts;
        this.unixUnit = unixUnit;
    }

    /// <summary>The pattern as declared.</summary>
    public string Text { get; }

    /// <summary>What is accepted, in words that follow 'expected'.</summary>
    public const string Expected = "a date pattern with year, month and day, such as M/D/YYYY, D.M.YYYY HH:mm or 'MMM d, yyyy' (M is the month, m the minute), or unix s, unix ms, or json date";

    /// <summary>Reads a pattern; false when it doesn't name a day, or a time without its hour.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out DatePattern pattern)
    {
        var trimmed = text.Trim();
        pattern = trimmed.ToLowerInvariant() switch
        {
            "unix s" => new DatePattern(trimmed, [], TimeSpan.TicksPerSecond),
            "unix ms" => new DatePattern(trimmed, [], TimeSpan.TicksPerMillisecond),
            "json date" => new DatePattern(trimmed, [], TimeSpan.TicksPerMillisecond, isJsonDate: true),
            _ => DatePatternPart.Split(trimmed) is { } parts ? new DatePattern(trimmed, parts, null) : null,
        };
        return pattern is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Reads a whole text, already trimmed; null when it isn't written so.</summary>
    internal MomentParts? Read(ReadOnlySpan<byte> text)
    {
        if (unixUnit is { } unit)
            return ReadUnix(isJsonDate ? MillisecondsOfJson(text) : text, unit);

        var cursor = new TextCursor(text);
        var read = default(DatePatternReading);
        foreach (var part in parts)
        {
            if (!read.TryTake(part, ref cursor))
                return null;
        }

        return cursor.IsAtEnd ? read.ToMoment() : null;
    }

    /// <summary>The milliseconds of `/Date(1489132800000-0800)/`: they count from 1970 in UTC whatever the offset, which is there to be shown.</summary>
    private static ReadOnlySpan<byte> MillisecondsOfJson(ReadOnlySpan<byte> text)
    {
        var slash = text.StartsWith("\\"u8) ? text[1..] : text;
        if (!slash.StartsWith("/Date("u8))
            return default;

        var digits = slash["/Date("u8.Length..];
        var end = digits.IndexOf((byte)')');
        var offset = digits.Length > 1 ? digits[1..].IndexOfAny((byte)'+', (byte)'-') + 1 : 0;
        return end <= 0 ? default : digits[..(offset > 0 && offset < end ? offset : end)];
    }

    private static MomentParts? ReadUnix(ReadOnlySpan<byte> text, long unit)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || Math.Abs(count) > (decimal)DateTime.MaxValue.Ticks / unit)
            return null;

        var ticks = DateTime.UnixEpoch.Ticks + (long)decimal.Floor(count * unit);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? null
            : new MomentParts((int)(ticks / TimeSpan.TicksPerDay), ticks % TimeSpan.TicksPerDay, 0);
    }
}
