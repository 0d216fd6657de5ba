using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using NodaTime;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Reads the columns of a mapping. A column is a header (`owner: Sales Agent`), a list of headers it may have (`owner: [Owner,
/// Besitzer]`), or a map: `from` (header or headers) or `value` (a constant); `default` for an empty cell; `map: {text: text}` with
/// `otherwise` for texts it doesn't know; `bands`, a list of numbers at which the ranks 1, 2, … begin, or a map of such numbers to results.
/// </summary>
internal static class ColumnYaml
{
    private const string ColumnExpected = "a header, a list of headers, or a map with from or value";

    private static readonly ConfigType<decimal> Number = ConfigTypes.Decimal(decimal.MinValue, decimal.MaxValue) with { Expected = "a number" };

    /// <summary>The name of a canonical field of the entity.</summary>
    public static ConfigType<Field> FieldOf(EntitySchema entity) =>
        ConfigTypes.OneOf(entity.Fields.ToDictionary(f => f.Name)) with { Expected = $"a field of {entity}: {string.Join(", ", entity.Fields.Select(f => f.Name))}" };

    /// <summary>Reads the columns; wrong ones are errors and left out.</summary>
    public static IEnumerable<MappedColumn> Read(ConfigSection yaml, EntitySchema entity, Conventions conventions)
    {
        var converters = new CellConverters(conventions, DateTimeZone.Utc);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in yaml.Keys.ToList())
        {
            var node = yaml.Node(name);
            if (node is not null && entity.Find(name) is null && NearestWord.Of(name, entity.Fields.Select(f => f.Name)) is { } near)
                yaml.Refuse(node, $"the field's name '{near}', or for a custom column a name that can't be mistaken for it");
            if (node is not null && !seen.Add(name))
                yaml.Refuse(node, "one column of that name: case makes no difference");
            var column = node switch
            {
                ConfigMap => Detailed(yaml, node, name, entity.Find(name), converters),
                ConfigScalar or ConfigList => new MappedColumn(name, entity.Find(name), yaml.List(name, ConfigTypes.Text)),
                _ => null,
            };
            if (column is not null)
                yield return column with { Name = column.Field?.Name ?? name };
            else if (node is null)
                yaml.Refuse(name, ColumnExpected);
        }
    }

    private static MappedColumn? Detailed(ConfigSection parent, ConfigNode node, string name, Field? field, CellConverters converters)
    {
        var yaml = parent.Section(node)!;
        var plain = converters.Of(field, null, null);
        var result = Convertible(plain);
        var column = new MappedColumn(name, field, yaml.List("from", ConfigTypes.Text))
        {
            Constant = yaml.Optional("value", result),
            Default = yaml.Optional("default", result),
            Map = MapOf(yaml, result),
            Bands = BandsOf(yaml, result),
        };
        if (yaml.Has("from") == yaml.Has("value"))
            yaml.Refuse("from", "either from, the header, or value, a constant");
        yaml.RefuseUnknownKeys();
        return column;
    }

    /// <summary>A text that the column's field can hold.</summary>
    private static ConfigType<string> Convertible(CellConverter converter) => new(
        converter.Expected,
        (string text, [MaybeNullWhen(false)] out string value) => converter.TryConvert(Encoding.UTF8.GetBytes(value = text), out _))
    { AcceptsEmpty = true };

    private static ValueMap? MapOf(ConfigSection yaml, ConfigType<string> result)
    {
        var otherwise = yaml.Optional("otherwise", result);
        if (yaml.Section("map") is not { } section)
        {
            if (otherwise is not null)
                yaml.Refuse("map", "a map of texts, without which otherwise says nothing");
            return null;
        }

        var texts = yaml.Dictionary("map", result);
        foreach (var twin in section.Keys.GroupBy(Vocabulary.Normalize).Where(g => g.Count() > 1))
            yaml.Refuse(section.Node(twin.Last())!, $"one entry for {string.Join(" and ", twin.Select(t => $"'{t}'"))}: they compare alike");
        return new ValueMap(texts.DistinctBy(t => Vocabulary.Normalize(t.Key)), otherwise);
    }

    private static Bands? BandsOf(ConfigSection yaml, ConfigType<string> result)
    {
        var steps = yaml.Node("bands") switch
        {
            null => null,
            ConfigMap => yaml.Section("bands")!.Map.Entries.Select(e => Step(yaml, e.Key, e.Value, result)).ToList(),
            _ => yaml.List("bands", Number).Select((from, i) => ((decimal, string)?)(from, (i + 1).ToString(CultureInfo.InvariantCulture))).ToList(),
        };
        if (steps is null || steps.Contains(null))
            return null;

        var ordered = steps.Select(s => s!.Value).ToList();
        if (ordered.Count == 0 || ordered.Zip(ordered.Skip(1)).Any(pair => pair.First.Item1 >= pair.Second.Item1))
            yaml.Refuse("bands", "numbers in ascending order, each the beginning of a band");
        return new Bands(ordered);
    }

    private static (decimal, string)? Step(ConfigSection yaml, ConfigNode from, ConfigNode to, ConfigType<string> result) =>
        yaml.TryRead(from, Number, out var number) & yaml.TryRead(to, result, out var text) ? (number, text!) : null;
}
