using CrmServerless.Records;
using CrmServerless.Sources.Mappings;
using NodaTime;

namespace CrmServerless.Sources.Conversion;

/// <summary>Makes the converters of one file's columns.</summary>
/// <param name="conventions">How the file writes its values.</param>
/// <param name="businessZone">The zone of fields that hold a day by definition.</param>
internal sealed class CellConverters(Conventions conventions, DateTimeZone businessZone)
{
    private readonly MomentReader moments = new(conventions);
    private readonly NumberReader numbers = new(conventions.Numbers);

    /// <summary>The converter of a field's texts as they are.</summary>
    /// <param name="field">The canonical field; null: a custom column, which is text.</param>
    public CellConverter Plain(Field? field) => Of(field, new ColumnSource());

    /// <summary>The converter of a column.</summary>
    /// <param name="field">The canonical field it fills; null: a custom column, which is text.</param>
    /// <param name="source">What is done to its texts first.</param>
    /// <param name="since">The day (<see cref="DateOnly.DayNumber"/>) from which its numbers count days; null: they don't.</param>
    public CellConverter Of(Field? field, ColumnSource source, int? since = null)
    {
        var converter = since is { } first ? new DaysSinceConverter(first)
            : source.Form == ColumnForm.Day && field?.Type == FieldType.Instant ? new DayOnlyConverter(moments)
            : source.Form == ColumnForm.Domain ? new DomainConverter()
            : Of(field);
        if (source.Bands is { } bands)
            converter = new BandConverter(bands, numbers, converter);
        if (source.Map is { } map)
            converter = new MappedConverter(map, converter);
        if (source.Split is { } separator)
            converter = new FirstOfConverter(separator, converter);
        if (conventions.EmptyTexts.Count > 0)
            converter = new EmptyTextConverter(conventions.EmptyTexts, converter);
        return source.Map is not null || source.Bands is not null || IsText(field) ? new RememberingConverter(converter) : converter;
    }

    private CellConverter Of(Field? field) => field?.Type switch
    {
        FieldType.Text when !conventions.Ids.IsAsWritten && IsId(field) => new IdConverter(conventions.Ids),
        null or FieldType.Text or FieldType.Word => new TextConverter(),
        FieldType.Instant when field.Name == "day" => new DayConverter(moments, businessZone),
        FieldType.Instant => new MomentConverter(moments),
        FieldType.Number => new NumberConverter(numbers),
        FieldType.NumberOrWord => new ScoreConverter(numbers),
        FieldType.Boolean => new BooleanConverter(numbers),
        _ => throw new InvalidOperationException($"no converter for {field.Type}"),
    };

    private static bool IsId(Field field) => field.Name is "id" or "parent_id" or "merged_into" || field.Name.EndsWith("_id", StringComparison.Ordinal);

    private static bool IsText(Field? field) => field is null || field.Type is FieldType.Text or FieldType.Word or FieldType.Boolean;
}
