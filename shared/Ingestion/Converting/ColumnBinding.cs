using System.Text;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>Binds a mapping to the headers of a file: the columns that the file has, the constants, and the file's other columns where they are kept.</summary>
internal sealed class ColumnBinding
{
    private readonly Mapping mapping;
    private readonly Headers headers;
    private readonly CellConverters converters;
    private readonly List<string> custom = [];

    private ColumnBinding(Mapping mapping, Headers headers, RowContext context)
    {
        this.mapping = mapping;
        this.headers = headers;
        converters = new CellConverters(mapping.Conventions with { Zone = mapping.Zone ?? context.SourceZone }, context.BusinessZone);
    }

    /// <summary>Binds; the custom columns' values come after the canonical ones.</summary>
    public static (ColumnPlan[] Columns, IReadOnlyList<string> CustomColumns) Bind(Mapping mapping, Headers headers, RowContext context)
    {
        var binding = new ColumnBinding(mapping, headers, context);
        var plans = mapping.Columns.Where(c => c.IsIn(headers)).Select(binding.Plan).OfType<ColumnPlan>().ToList();
        if (mapping.KeepsOthers)
            plans.AddRange(binding.Others(plans.SelectMany(p => p.Places).ToHashSet()));
        return ([.. plans], binding.custom);
    }

    private ColumnPlan? Plan(MappedColumn column)
    {
        var sources = column.Sources.Where(s => s.IsIn(headers)).Select(s => Source(column.Field, s)).OfType<SourcePlan>().ToArray();
        return sources.Length == 0
            ? null
            : new ColumnPlan(column.Name, column.Field?.Index ?? CustomTarget(column.Name), sources, ValueOf(converters.Plain(column.Field), column.Default));
    }

    private SourcePlan? Source(Field? field, ColumnSource source)
    {
        var firstDay = source.Since is { } since ? DayOf(since) : null;
        if (source.Since is not null && firstDay is null)
            return null;

        var converter = converters.Of(field, source, firstDay);
        var conditions = source.When.Select(w => (headers.Find(w.Header)!.Value, w)).ToArray();
        var places = source.Parts.Select(p => headers.FindFirst(p.Any)).OfType<int>().ToArray();
        var constant = source.Constant is { } text
            ? ValueOf(converters.Plain(field), text)
            : ValueOf(converter, source.Parts.SelectMany(p => p.Any).Select(headers.Remark).FirstOrDefault(r => r is not null));
        return new SourcePlan(places, conditions, converter, constant);
    }

    private int? DayOf(string remark) => ValueOf(converters.Plain(Entities.Traffic["day"]), headers.Remark(remark)).AsDayNumber;

    private List<ColumnPlan> Others(HashSet<int> taken)
    {
        var others = headers.NamedPlaces.Where(place => !taken.Contains(place) && IsKept(headers.Names[place])).ToList();
        return [.. others.Select(place => new ColumnPlan(
            headers.Names[place], CustomTarget(headers.Names[place]), [new SourcePlan([place], [], converters.Of(null, new ColumnSource()), FieldValue.Empty)], FieldValue.Empty))];
    }

    private bool IsKept(string header) => mapping.Entity.Find(header) is null && !custom.Contains(header) && !Recognition.IsIgnored(mapping, header);

    private int CustomTarget(string name)
    {
        custom.Add(name);
        return mapping.Entity.Fields.Count + custom.Count - 1;
    }

    private static FieldValue ValueOf(CellConverter converter, string? text) =>
        text is not null && converter.TryConvert(Encoding.UTF8.GetBytes(text), out var value) ? value : FieldValue.Empty;
}
