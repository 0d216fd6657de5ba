using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Sources.Mappings;

/// <summary>
/// Reads a mapping file: `entity`; which files it is for (`source`, `vendor`, `files`, `headers`); `columns: {field: header}` (see
/// <see cref="ColumnYaml"/>); `key`, `others: keep`, `ignore`; `footer`, `skip`; `dates`, `numbers`, `ids`, `empty` (see
/// <see cref="ConventionsYaml"/>); `lookups`. For `entity: lookups`, `table` names the user's table and `key` its key column; all other
/// columns are kept. Mappings that come with the product also say `object`, `verified` and `about`. All of it: docs/mappings.md.
/// </summary>
public static class MappingYaml
{
    /// <summary>Part of every hash: to be raised when the same mapping makes other records of the same bytes than before.</summary>
    private const string ReadingVersion = "1";

    private static readonly ConfigType<EntitySchema> Entity = ConfigTypes.OneOf(Entities.All.ToDictionary(e => e.Name));

    private static readonly ConfigType<bool> Others = ConfigTypes.OneOf(new Dictionary<string, bool> { ["keep"] = true, ["drop"] = false });

    /// <summary>Reads a mapping; null (with errors) when it is wrong.</summary>
    /// <param name="file">The file's name in the configuration, e.g. mappings/acme-deals.yaml: the mapping's name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="errors">Receives everything that is wrong, with line, key and what was expected.</param>
    public static Mapping? Read(string file, string text, ICollection<ConfigError> errors)
    {
        var before = errors.Count;
        var yaml = YamlDocument.Read(file, text, errors);
        if (!yaml.Required("entity", Entity, out var entity))
            return null;

        var (conventions, zone) = ConventionsYaml.Read(yaml);
        var columns = ColumnsOf(yaml, entity, conventions);
        var mapping = new Mapping
        {
            Name = file,
            Scope = ScopeOf(yaml),
            Entity = entity,
            Columns = columns,
            KeepsOthers = yaml.Value("others", Others, entity == Entities.Lookups),
            NaturalKey = entity == Entities.Lookups ? [] : yaml.List("key", ColumnName(columns)),
            Conventions = conventions,
            Zone = zone,
            Lookups = LookupsOf(yaml, entity),
            Ignored = yaml.List("ignore", HeaderYaml.Pattern),
            Footer = yaml.List("footer", HeaderYaml.Pattern),
            Skipped = yaml.List("skip", HeaderYaml.Pattern),
            Objects = yaml.List("object", ConfigTypes.Text),
            IsVerified = yaml.Value("verified", ConfigTypes.Bool, true),
            About = yaml.Optional("about", ConfigTypes.Text),
            Hash = HashOf(text),
        };
        CheckIdentity(yaml, mapping);
        yaml.RefuseUnknownKeys();
        return errors.Count == before ? mapping : null;
    }

    /// <summary>Checks a mapping file, adding what is wrong.</summary>
    public static void Check(string file, string text, ICollection<ConfigError> errors) => Read(file, text, errors);

    /// <summary>The hash of a mapping that says this.</summary>
    internal static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ReadingVersion}\n{text.ReplaceLineEndings("\n")}")));

    private static MappingScope ScopeOf(ConfigSection yaml) => new(
        yaml.Optional("source", ConfigTypes.Text),
        yaml.Optional("vendor", ConfigTypes.Text),
        [.. yaml.List("files", ConfigTypes.Text).Select(f => new FilePattern(f))],
        HeaderYaml.Groups(yaml, "headers"));

    private static List<MappedColumn> ColumnsOf(ConfigSection yaml, EntitySchema entity, Conventions conventions)
    {
        var columns = new List<MappedColumn>();
        if (entity == Entities.Lookups)
        {
            if (yaml.Required("table", ConfigTypes.Text, out var table))
                columns.Add(new MappedColumn("table", entity["table"], [new ColumnSource { Constant = table }]));
            if (yaml.Has("key"))
                columns.Add(new MappedColumn("key", entity["key"], yaml.List("key", ConfigTypes.Text)));
        }

        var section = yaml.Section("columns");
        if (section is not null)
            columns.AddRange(ColumnYaml.Read(section, entity, conventions));
        else if (entity != Entities.Lookups)
            yaml.Refuse("columns", "the columns: a map of fields to headers, e.g. {id: Account ID, name: Account Name}");
        return columns;
    }

    private static ConfigType<string> ColumnName(List<MappedColumn> columns) => new(
        "the name of a column that is mapped under columns",
        (string text, [MaybeNullWhen(false)] out string value) => (value = text) is not null && columns.Any(c => c.Name == text))
    { Words = [.. columns.Select(c => c.Name)] };

    private static List<MappedLookup> LookupsOf(ConfigSection yaml, EntitySchema entity)
    {
        var lookups = new List<MappedLookup>();
        foreach (var (name, section) in yaml.Section("lookups")?.NamedSections() ?? [])
        {
            var isComplete = section.Required("table", ConfigTypes.Text, out var table)
                & section.Required("by", ColumnYaml.FieldOf(entity), out var by)
                & section.Required("column", ConfigTypes.Text, out var column);
            section.RefuseUnknownKeys();
            if (isComplete)
                lookups.Add(new MappedLookup(name, table!, by!, column!));
        }

        return lookups;
    }

    private static void CheckIdentity(ConfigSection yaml, Mapping mapping)
    {
        bool IsMapped(string name) => mapping.Columns.Any(c => c.Name == name);

        foreach (var field in EntityIdentity.NeededKey(mapping.Entity).Where(f => !IsMapped(f.Name)))
            yaml.Refuse(mapping.Entity == Entities.Lookups ? field.Name : "columns", $"a column for {field.Name}, which is part of what identifies a row of {mapping.Entity}");

        if (EntityIdentity.HasId(mapping.Entity) && !IsMapped("id") && mapping.NaturalKey.Count == 0 && !EntityIdentity.MayBeNamedByContent(mapping.Entity))
            yaml.Refuse("columns", $"a column for id, or under key the columns that identify a row of {mapping.Entity}");
    }
}
