using System.Globalization;

namespace CrmServerless.Records;

/// <summary>What a field of a record version holds.</summary>
public enum FieldKind : byte
{
    /// <summary>The delivery had no such column: an earlier value stays in force.</summary>
    Absent = 0,

    /// <summary>The column was there and the cell empty: an earlier value is cleared.</summary>
    Empty = 1,

    /// <summary>Text, trimmed.</summary>
    Text = 2,

    /// <summary>A decimal number, exact as written.</summary>
    Number = 3,

    /// <summary>A point in time, UTC.</summary>
    Instant = 4,

    /// <summary>A local day of the business time zone whose time is unknown.</summary>
    Day = 5,

    /// <summary>True or false.</summary>
    Boolean = 6,
}

/// <summary>
/// One value of one field, typed. A struct without boxing: records stream by the million.
/// </summary>
public readonly struct FieldValue : IEquatable<FieldValue>
{
    private readonly string? text;
    private readonly decimal number;
    private readonly long bits;

    private FieldValue(FieldKind kind, string? text, decimal number, long bits)
    {
        Kind = kind;
        this.text = text;
        this.number = number;
        this.bits = bits;
    }

    /// <summary>The value of a column that was not delivered.</summary>
    public static FieldValue Absent => default;

    /// <summary>The value of an empty cell.</summary>
    public static FieldValue Empty => new(FieldKind.Empty, null, 0, 0);

    /// <summary>What this value is.</summary>
    public FieldKind Kind { get; }

    /// <summary>True unless absent or empty.</summary>
    public bool HasValue => Kind >= FieldKind.Text;

    /// <summary>The text, or null when this is no text.</summary>
    public string? AsText => Kind == FieldKind.Text ? text : null;

    /// <summary>The number, or null when this is no number.</summary>
    public decimal? AsNumber => Kind == FieldKind.Number ? number : null;

    /// <summary>The UTC ticks (100 ns since 0001-01-01T00:00Z) of an instant, else null.</summary>
    public long? AsInstantTicks => Kind == FieldKind.Instant ? bits : null;

    /// <summary>The day number (<see cref="DateOnly.DayNumber"/>) of a date without time, else null.</summary>
    public int? AsDayNumber => Kind == FieldKind.Day ? (int)bits : null;

    /// <summary>The boolean, or null when this is none.</summary>
    public bool? AsBoolean => Kind == FieldKind.Boolean ? bits != 0 : null;

    /// <summary>Text as given; an empty string is an empty cell.</summary>
    public static FieldValue OfText(string value) => value.Length == 0 ? Empty : new(FieldKind.Text, value, 0, 0);

    /// <summary>A number.</summary>
    public static FieldValue OfNumber(decimal value) => new(FieldKind.Number, null, value, 0);

    /// <summary>An instant by its UTC ticks.</summary>
    public static FieldValue OfInstant(long utcTicks) => new(FieldKind.Instant, null, 0, utcTicks);

    /// <summary>An instant.</summary>
    public static FieldValue OfInstant(DateTimeOffset value) => OfInstant(value.UtcTicks);

    /// <summary>A local day without time, by its day number.</summary>
    public static FieldValue OfDay(int dayNumber) => new(FieldKind.Day, null, 0, dayNumber);

    /// <summary>A local day without time.</summary>
    public static FieldValue OfDay(DateOnly day) => OfDay(day.DayNumber);

    /// <summary>True or false.</summary>
    public static FieldValue OfBoolean(bool value) => new(FieldKind.Boolean, null, 0, value ? 1 : 0);

    /// <summary>Equal kinds and equal values; numbers compare by value (1.0 = 1), text exactly.</summary>
    public bool Equals(FieldValue other) =>
        Kind == other.Kind && bits == other.bits && number == other.number && string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, bits, number, text);

    /// <summary>Equality, see <see cref="Equals(FieldValue)"/>.</summary>
    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    /// <summary>Inequality, see <see cref="Equals(FieldValue)"/>.</summary>
    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    /// <summary>The value as canonical csv would carry it: ISO 8601, invariant numbers, true/false; empty for absent and empty.</summary>
    public override string ToString() => Kind switch
    {
        FieldKind.Text => text!,
        FieldKind.Number => number.ToString(CultureInfo.InvariantCulture),
        FieldKind.Instant => new DateTime(bits, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        FieldKind.Day => DateOnly.FromDayNumber((int)bits).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Boolean => bits != 0 ? "true" : "false",
        _ => string.Empty,
    };
}
