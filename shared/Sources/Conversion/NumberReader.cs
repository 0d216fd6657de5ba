using System.Globalization;
using System.Text;

namespace CrmServerless.Sources.Conversion;

/// <summary>Reads decimal numbers, exact as written up to the 28 digits of <see cref="decimal"/>.</summary>
internal sealed class NumberReader(NumberFormat format)
{
    // Up to here every digit string fits a long.
    private const int MaxFastDigits = 18;

    private readonly (string Letter, decimal Factor)[] suffixes = [.. format.Suffixes.Select(s => (s.Key, s.Value)).OrderByDescending(s => s.Key.Length)];
    private readonly string[] currencies = [.. format.Currencies.OrderByDescending(c => c.Length)];

    public string Expected { get; } = format.IsInvariant
        ? "a number such as 1234.5"
        : $"a number such as 1{format.Group}234{format.Decimal}5";

    /// <summary>Reads a whole text, already trimmed and not empty.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out decimal number) =>
        (format.Decimal == '.' && TryReadPlain(text, out number)) || TryReadWritten(text, out number);

    private static bool TryReadPlain(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0;
        var isNegative = text[0] == (byte)'-';
        var digits = isNegative ? text[1..] : text;
        if (digits.Length is 0 or > MaxFastDigits + 1)
            return false;

        var (mantissa, point) = (0L, -1);
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] is >= (byte)'0' and <= (byte)'9')
                mantissa = (mantissa * 10) + (digits[i] - '0');
            else if (digits[i] == (byte)'.' && point < 0)
                point = i;
            else
                return false;
        }

        var scale = point < 0 ? 0 : digits.Length - 1 - point;
        if (digits.Length - (point < 0 ? 0 : 1) is 0 or > MaxFastDigits || scale == 0 && point >= 0)
            return false;

        number = new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative, (byte)scale);
        return true;
    }

    private bool TryReadWritten(ReadOnlySpan<byte> bytes, out decimal number)
    {
        if (format.IsInvariant)
            return decimal.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

        number = 0;
        var text = Encoding.UTF8.GetString(bytes).AsSpan().Trim();
        var isNegative = StripSign(ref text);
        StripCurrency(ref text);
        isNegative |= StripSign(ref text);
        var factor = StripSuffix(ref text);
        StripCurrency(ref text);
        if (!TryUngroup(text, out var plain) || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number))
            return false;

        try
        {
            number *= isNegative ? -factor : factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>A leading - or, where a currency is declared, parentheses around the whole.</summary>
    private bool StripSign(ref ReadOnlySpan<char> text)
    {
        if (currencies.Length > 0 && text.Length > 2 && text[0] == '(' && text[^1] == ')')
        {
            text = text[1..^1].Trim();
            return true;
        }

        var isNegative = text.Length > 0 && text[0] is '-' or '\u2212';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
            text = text[1..].Trim();
        return isNegative;
    }

    private void StripCurrency(ref ReadOnlySpan<char> text)
    {
        foreach (var currency in currencies)
        {
            if (text.StartsWith(currency, StringComparison.OrdinalIgnoreCase))
                text = text[currency.Length..].Trim();
            else if (text.EndsWith(currency, StringComparison.OrdinalIgnoreCase))
                text = text[..^currency.Length].Trim();
            else
                continue;
            return;
        }
    }

    private decimal StripSuffix(ref ReadOnlySpan<char> text)
    {
        foreach (var (letter, factor) in suffixes)
        {
            if (!text.EndsWith(letter, StringComparison.OrdinalIgnoreCase))
                continue;

            text = text[..^letter.Length].Trim();
            return factor;
        }

        return 1;
    }

    /// <summary>
    /// Drops the separators of thousands and makes the decimal one a point. A group that isn't the last has one to three digits and
    /// the last exactly three, so that 1,5 is not taken for 15.
    /// </summary>
    private bool TryUngroup(ReadOnlySpan<char> text, out string plain)
    {
        plain = string.Empty;
        var point = text.IndexOf(format.Decimal);
        var whole = point < 0 ? text : text[..point];
        var written = new StringBuilder(text.Length);
        var (digits, groups) = (0, 0);
        foreach (var character in whole)
        {
            if (!IsGroup(character))
            {
                written.Append(character);
                digits++;
                continue;
            }

            if (digits is < 1 or > 3)
                return false;
            (digits, groups) = (0, groups + 1);
        }

        if (groups > 0 && digits != 3)
            return false;

        plain = point < 0 ? written.ToString() : written.Append('.').Append(text[(point + 1)..]).ToString();
        return true;
    }

    private bool IsGroup(char character) => format.Group switch
    {
        null => false,
        ' ' => character is ' ' or '\u00A0' or '\u202F' or '\u2009',
        '\'' => character is '\'' or '\u2019',
        var group => character == group,
    };
}
