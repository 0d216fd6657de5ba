using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>A mapped column bound to a file.</summary>
/// <param name="Name">The canonical field's or custom column's name.</param>
/// <param name="Place">The cell that is read; null for a constant.</param>
/// <param name="Target">The index of the value.</param>
/// <param name="Converter">Reads the cell.</param>
/// <param name="Fallback">The value of a constant, or of an empty cell.</param>
internal sealed record ColumnPlan(string Name, int? Place, int Target, CellConverter Converter, FieldValue Fallback)
{
    /// <summary>The value of a cell; false when it can't be read.</summary>
    public bool TryConvert(ReadOnlySpan<byte> cell, out FieldValue value)
    {
        value = default;
        if (Place is not null && !Converter.TryConvert(cell, out value))
            return false;

        if (!value.HasValue)
            value = Fallback;
        return true;
    }

    /// <summary>Binds the columns that the file has, and the constants; then the file's other columns where the mapping keeps them.</summary>
    public static (ColumnPlan[] Columns, IReadOnlyList<string> CustomColumns) Bind(Mapping mapping, Headers headers, RowContext context)
    {
        var converters = new CellConverters(mapping.Conventions with { Zone = mapping.Zone ?? context.SourceZone }, context.BusinessZone);
        var custom = new List<string>();
        var plans = new List<ColumnPlan>();
        foreach (var column in mapping.Columns)
        {
            var place = headers.FindFirst(column.From);
            if (place is null && column.Constant is null)
                continue;

            var target = column.Field?.Index ?? CustomTarget(mapping.Entity, custom, column.Name);
            var plain = converters.Of(column.Field, null, null);
            plans.Add(new ColumnPlan(column.Name, place, target, converters.Of(column.Field, column.Map, column.Bands), ValueOf(plain, column.Constant ?? column.Default)));
        }

        if (mapping.KeepsOthers)
            plans.AddRange(Others(mapping, headers, converters, plans.Select(p => p.Place).ToHashSet(), custom));
        return ([.. plans], custom);
    }

    private static List<ColumnPlan> Others(Mapping mapping, Headers headers, CellConverters converters, HashSet<int?> taken, List<string> custom)
    {
        var others = headers.NamedPlaces.Where(place => !taken.Contains(place) && mapping.Entity.Find(headers.Names[place]) is null && !custom.Contains(headers.Names[place])).ToList();
        return [.. others.Select(place => new ColumnPlan(
            headers.Names[place], place, CustomTarget(mapping.Entity, custom, headers.Names[place]), converters.Of(null, null, null), FieldValue.Empty))];
    }

    private static int CustomTarget(EntitySchema entity, List<string> custom, string name)
    {
        custom.Add(name);
        return entity.Fields.Count + custom.Count - 1;
    }

    private static FieldValue ValueOf(CellConverter converter, string? text) =>
        text is not null && converter.TryConvert(Encoding.UTF8.GetBytes(text), out var value) ? value : FieldValue.Empty;
}
