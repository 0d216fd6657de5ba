using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using NodaTime;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Reads the columns of a mapping. A column is a header (`owner: Sales Agent`), a list of headers it may have (`owner: [Owner,
/// Besitzer]`), or a map: one source (see <see cref="ColumnSourceYaml"/>), or `first: [source, …]`, of which the first that gives a
/// value is taken; and `default` for an empty cell.
/// </summary>
internal static class ColumnYaml
{
    private const string ColumnExpected = "a header, a list of headers, or a map with from or value";

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
                ConfigMap => Detailed(yaml.Section(node)!, new ColumnSourceYaml(entity, entity.Find(name), converters), name),
                ConfigScalar or ConfigList => new MappedColumn(name, entity.Find(name), yaml.List(name, ConfigTypes.Text)),
                _ => null,
            };
            if (column is not null)
                yield return column with { Name = column.Field?.Name ?? name };
            else if (node is null)
                yaml.Refuse(name, ColumnExpected);
        }
    }

    private static MappedColumn Detailed(ConfigSection yaml, ColumnSourceYaml source, string name)
    {
        var text = yaml.Optional("default", source.Result);
        var sources = yaml.Node("first") switch
        {
            null => [source.Read(yaml)],
            ConfigList list => list.Items.Select(item => One(yaml, item, source)).OfType<ColumnSource>().ToList(),
            var other => Refuse(yaml, other),
        };
        yaml.RefuseUnknownKeys();
        return new MappedColumn(name, source.Field, sources) { Default = text };
    }

    private static ColumnSource? One(ConfigSection yaml, ConfigNode item, ColumnSourceYaml source)
    {
        if (item is ConfigScalar)
            return yaml.TryRead(item, ConfigTypes.Text, out var header) ? new ColumnSource { Parts = [new HeaderNames([header])] } : null;
        if (item is ConfigList)
            return HeaderYaml.Names(yaml, item) is { } names ? new ColumnSource { Parts = [names] } : null;
        if (yaml.Section(item) is not { } section)
            return null;

        var read = source.Read(section);
        section.RefuseUnknownKeys();
        return read;
    }

    private static List<ColumnSource> Refuse(ConfigSection yaml, ConfigNode node)
    {
        yaml.Refuse(node, "a list of headers or sources, of which the first that gives a value is taken");
        return [];
    }
}
