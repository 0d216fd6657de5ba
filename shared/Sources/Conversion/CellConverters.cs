using CrmServerless.Records;
using NodaTime;

namespace CrmServerless.Sources.Conversion;

/// <summary>Makes the converters of one file's columns.</summary>
/// <param name="conventions">How the file writes its values.</param>
/// <param name="businessZone">The zone of fields that hold a day by definition.</param>
internal sealed class CellConverters(Conventions conventions, DateTimeZone businessZone)
{
    private readonly MomentReader moments = new(conventions);
    private readonly NumberReader numbers = new(conventions.Numbers);

    /// <summary>The converter of a column.</summary>
    /// <param name="field">The canonical field it fills; null: a custom column, which is text.</param>
    /// <param name="map">Replaces texts first, or null.</param>
    /// <param name="bands">Sorts numbers into bands, or null.</param>
    public CellConverter Of(Field? field, ValueMap? map, Bands? bands)
    {
        var converter = Of(field);
        if (bands is not null)
            converter = new BandConverter(bands, numbers, converter);
        if (map is not null)
            converter = new MappedConverter(map, converter);
        if (conventions.EmptyTexts.Count > 0)
            converter = new EmptyTextConverter(conventions.EmptyTexts, converter);
        return map is not null || bands is not null || IsText(field) ? new RememberingConverter(converter) : converter;
    }

    private CellConverter Of(Field? field) => field?.Type switch
    {
        null or FieldType.Text or FieldType.Word => new TextConverter(),
        FieldType.Instant when field.Name == "day" => new DayConverter(moments, businessZone),
        FieldType.Instant => new MomentConverter(moments),
        FieldType.Number => new NumberConverter(numbers),
        FieldType.NumberOrWord => new ScoreConverter(numbers),
        FieldType.Boolean => new BooleanConverter(numbers),
        _ => throw new InvalidOperationException($"no converter for {field.Type}"),
    };

    private static bool IsText(Field? field) => field is null || field.Type is FieldType.Text or FieldType.Word or FieldType.Boolean;
}
