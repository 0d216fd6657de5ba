using System.Text;
using CrmServerless.Records;

namespace CrmServerless.Sources.Conversion;

/// <summary>An id in the one form in which it is kept.</summary>
internal sealed class IdConverter(IdFormat format) : CellConverter
{
    private readonly byte[] prefix = Encoding.UTF8.GetBytes(format.Prefix ?? string.Empty);

    public override string Expected => "an id";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var bare = prefix.Length > 0 && text.StartsWith(prefix) ? text[prefix.Length..] : text;
        var id = Encoding.UTF8.GetString(bare).Trim();
        value = format.EmptyTexts.Contains(id) ? FieldValue.Empty : FieldValue.OfText(format.IsSalesforce ? SalesforceId.Lengthen(id) : id);
        return true;
    }
}

/// <summary>The day of a date or time as written, whatever the zone: for fields that are days, exported as midnight.</summary>
internal sealed class DayOnlyConverter(MomentReader reader) : CellConverter
{
    public override string Expected => reader.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var day = reader.ReadDay(text);
        value = day is { } number ? FieldValue.OfDay(number) : default;
        return day is not null;
    }
}

/// <summary>A count of days since a day: 0000 is the day itself.</summary>
internal sealed class DaysSinceConverter(int firstDay) : CellConverter
{
    private const int MostDays = 36_600;

    public override string Expected => "a number of days, such as 0027";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var cursor = new TextCursor(text);
        var isRead = cursor.TryDigits(1, 5, out var days) && cursor.IsAtEnd && days <= MostDays;
        value = isRead ? FieldValue.OfDay(firstDay + days) : default;
        return isRead;
    }
}

/// <summary>Of several values in one cell the first that isn't blank.</summary>
internal sealed class FirstOfConverter(string separator, CellConverter inner) : CellConverter
{
    private readonly byte[] separator = Encoding.UTF8.GetBytes(separator);

    public override string Expected => inner.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        while (text.IndexOf(separator) is var end and >= 0)
        {
            var first = text[..end].Trim(" \t\r\n"u8);
            if (!first.IsEmpty)
                return inner.TryConvert(first, out value);
            text = text[(end + separator.Length)..];
        }

        return inner.TryConvert(text, out value);
    }
}

/// <summary>The domain of a web address or e-mail address, lower case, without www.</summary>
internal sealed class DomainConverter : CellConverter
{
    public override string Expected => "a web address or a domain";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        var address = Encoding.UTF8.GetString(text).Trim().ToLowerInvariant();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? address : address[(scheme + 3)..];
        host = host[(host.LastIndexOf('@') + 1)..].Split('/', '?', '#', ':')[0];
        value = FieldValue.OfText(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        return true;
    }
}
