using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace CrmServerless.Configuration.Yaml;

/// <summary>The kinds of scalars that configuration files hold. Culture is invariant throughout.</summary>
public static class ConfigTypes
{
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Text that is not empty; trimmed.</summary>
    public static ConfigType<string> Text { get; } = new("text", static (string text, [MaybeNullWhen(false)] out string value) => (value = text.Trim()).Length > 0);

    /// <summary>Text as written; a quoted empty one too.</summary>
    public static ConfigType<string> AnyText { get; } = new("text", static (string text, [MaybeNullWhen(false)] out string value) => (value = text) is not null) { AcceptsEmpty = true };

    /// <summary>true, false, yes or no.</summary>
    public static ConfigType<bool> Bool { get; } = new("true or false", static (string text, out bool value) =>
    {
        value = text.ToLowerInvariant() is "true" or "yes";
        return value || text.ToLowerInvariant() is "false" or "no";
    });

    /// <summary>A local time of day, HH:mm.</summary>
    public static ConfigType<TimeOnly> Time { get; } = new("a time of day as HH:mm, e.g. 03:30", static (string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    /// <summary>A calendar day, yyyy-MM-dd.</summary>
    public static ConfigType<DateOnly> Date { get; } = new("a day as yyyy-MM-dd", static (string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    /// <summary>An IANA time zone.</summary>
    public static ConfigType<DateTimeZone> Zone { get; } = new("an IANA time zone, e.g. Europe/Berlin", static (string text, [MaybeNullWhen(false)] out DateTimeZone value) =>
        (value = DateTimeZoneProviders.Tzdb.GetZoneOrNull(text)) is not null)
    {
        Words = DateTimeZoneProviders.Tzdb.Ids,
    };

    /// <summary>A length of time: a whole number and s, min, h or d.</summary>
    public static ConfigType<TimeSpan> Duration { get; } = new("a length of time as a whole number and s, min, h or d, e.g. 36h", TryDuration);

    /// <summary>A whole number, both ends inclusive.</summary>
    public static ConfigType<int> Int(int from, int to) => new(Invariant($"a whole number from {from} to {to}"), (string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= from && value <= to);

    /// <summary>A decimal number, both ends inclusive.</summary>
    public static ConfigType<decimal> Decimal(decimal from, decimal to) => new(Invariant($"a number from {from} to {to}"), (string text, out decimal value) =>
        decimal.TryParse(text, PlainNumber, CultureInfo.InvariantCulture, out value) && value >= from && value <= to);

    /// <summary>Any finite number with a decimal point.</summary>
    public static ConfigType<double> Number { get; } = new("a number, e.g. 12.5", static (string text, out double value) =>
        double.TryParse(text, PlainNumber, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));

    /// <summary>Any finite number, with or without a % sign; 15% is 15.</summary>
    public static ConfigType<double> NumberOrPercent { get; } = new("a number, e.g. 12.5 or 12.5%", static (string text, out double value) =>
        Number.Read(text.EndsWith('%') ? text[..^1].TrimEnd() : text, out value));

    /// <summary>Text that matches an expression as a whole; trimmed.</summary>
    /// <param name="expected">What matches, in words.</param>
    /// <param name="pattern">The expression, anchored at both ends.</param>
    public static ConfigType<string> Matching(string expected, Regex pattern) => new(expected, (string text, [MaybeNullWhen(false)] out string value) =>
        pattern.IsMatch(value = text.Trim()));

    /// <summary>A number and a % sign (the sign may be left out); 15% is 15. Both ends inclusive.</summary>
    public static ConfigType<double> Percent(double from, double to) => new(Invariant($"a percentage from {from}% to {to}%"), (string text, out double value) =>
        double.TryParse(text.TrimEnd('%').TrimEnd(), PlainNumber, CultureInfo.InvariantCulture, out value) && value >= from && value <= to);

    /// <summary>One of an enum's words: kebab-case in messages; case and `-`, `_`, space don't matter when read.</summary>
    public static ConfigType<TEnum> Word<TEnum>()
        where TEnum : struct, Enum => OneOf(Enum.GetValues<TEnum>().ToDictionary(value => Kebab(value.ToString()), value => value));

    /// <summary>One of the given words; case and `-`, `_`, space don't matter when read.</summary>
    public static ConfigType<T> OneOf<T>(IReadOnlyDictionary<string, T> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var bare = words.ToDictionary(word => Bare(word.Key), word => word.Value);
        return new ConfigType<T>($"one of {string.Join(", ", words.Keys)}", (string text, [MaybeNullWhen(false)] out T value) => bare.TryGetValue(Bare(text), out value)) { Words = [.. words.Keys] };
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 6)
        {
            return false;
        }

        var unit = text[digits..].Trim() switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "min" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        value = unit * int.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
        return unit > TimeSpan.Zero;
    }

    private static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{c}" : c.ToString())).ToLowerInvariant();

    private static string Bare(string word) => string.Concat(word.Where(c => c is not ('-' or '_' or ' '))).ToLowerInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
