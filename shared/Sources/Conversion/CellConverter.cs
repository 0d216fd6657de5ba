using CrmServerless.Records;

namespace CrmServerless.Sources.Conversion;

/// <summary>Turns a cell's text into a value. Made per file and used by one thread: converters remember what they have met.</summary>
internal abstract class CellConverter
{
    /// <summary>What is accepted, in words that follow 'expected'.</summary>
    public abstract string Expected { get; }

    /// <summary>Converts a cell; blank is empty. False when it can't be read.</summary>
    public bool TryConvert(ReadOnlySpan<byte> cell, out FieldValue value)
    {
        var text = Trim(cell);
        if (!text.IsEmpty)
            return TryConvertText(text, out value);

        value = FieldValue.Empty;
        return true;
    }

    /// <summary>Converts a text that is trimmed of ASCII blanks and not empty.</summary>
    protected internal abstract bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (cell[0] > (byte)' ' && cell[^1] > (byte)' ') ? cell : cell.Trim(" \t\r\n"u8);
}

/// <summary>Text, trimmed.</summary>
internal sealed class TextConverter : CellConverter
{
    public override string Expected => "text";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        // Trims what is blank beyond ASCII too, such as a no-break space.
        value = FieldValue.OfText(System.Text.Encoding.UTF8.GetString(text).Trim());
        return true;
    }
}

/// <summary>An instant or a date.</summary>
internal sealed class MomentConverter(MomentReader reader) : CellConverter
{
    public override string Expected => reader.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value) => reader.TryRead(text, out value);
}

/// <summary>The local day of an instant or a date, for fields that hold a day by definition.</summary>
internal sealed class DayConverter(MomentReader reader, NodaTime.DateTimeZone businessZone) : CellConverter
{
    public override string Expected => reader.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var isRead = reader.TryRead(text, out value);
        if (isRead && Moments.LocalDay(value, businessZone) is { } day)
            value = FieldValue.OfDay(day);
        return isRead;
    }
}

/// <summary>A number.</summary>
internal sealed class NumberConverter(NumberReader reader) : CellConverter
{
    public override string Expected => reader.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var isRead = reader.TryRead(text, out var number);
        value = FieldValue.OfNumber(number);
        return isRead;
    }
}

/// <summary>A survey's score: a number, or good or bad.</summary>
internal sealed class ScoreConverter(NumberReader reader) : CellConverter
{
    public override string Expected => $"{reader.Expected}, or good, or bad";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        if (reader.TryRead(text, out var number))
        {
            value = FieldValue.OfNumber(number);
            return true;
        }

        value = FieldValue.OfText(System.Text.Encoding.UTF8.GetString(text).Trim());
        return Vocabulary.Is(value.AsText, "good") || Vocabulary.Is(value.AsText, "bad");
    }
}

/// <summary>
/// true/false, yes/no, 1/0, or a number (above 0 is true). Another word is kept as it is and means nothing to a KPI, like any word
/// that the vocabulary doesn't know.
/// </summary>
internal sealed class BooleanConverter(NumberReader reader) : CellConverter
{
    public override string Expected => "true or false, yes or no, or a number";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var word = System.Text.Encoding.UTF8.GetString(text).Trim();
        value = Vocabulary.Is(word, "true") || Vocabulary.Is(word, "yes") ? FieldValue.OfBoolean(true)
            : Vocabulary.Is(word, "false") || Vocabulary.Is(word, "no") ? FieldValue.OfBoolean(false)
            : reader.TryRead(text, out var number) ? FieldValue.OfBoolean(number > 0)
            : FieldValue.OfText(word);
        return true;
    }
}
