using CrmServerless.Records;

namespace CrmServerless.Tests.Unit.Records;

/// <summary>Rows written by hand: the fields that are named, all others absent.</summary>
internal static class Rows
{
    public static FieldValue[] Of(EntitySchema entity, params (string Name, FieldValue Value)[] fields)
    {
        var values = new FieldValue[entity.Fields.Count];
        foreach (var (name, value) in fields)
            values[entity[name].Index] = value;
        return values;
    }

    public static FieldValue Day(int year, int month, int day) => FieldValue.OfDay(new DateOnly(year, month, day));

    public static FieldValue Utc(int year, int month, int day, int hour, int minute = 0) =>
        FieldValue.OfInstant(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));

    public static FieldValue Text(string text) => FieldValue.OfText(text);

    public static FieldValue Number(decimal number) => FieldValue.OfNumber(number);
}
