using System.Text;
using CrmServerless.Configuration.Yaml;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Vendors;

/// <summary>A vendor's file, read as ingestion reads it: by its headers alone, in a source whose name says nothing.</summary>
internal sealed class Export
{
    private readonly List<RecordVersion> versions = [];
    private readonly List<IReadOnlyList<string>> customColumns = [];

    /// <summary>The mappings of its tables; null for a table that is left out.</summary>
    public List<Mapping?> Tables { get; } = [];

    /// <summary>The only mapping's name.</summary>
    public string Mapping => Assert.Single(Tables.OfType<Mapping>().Select(m => m.Name).Distinct());

    /// <summary>`line: column: reason` of each rejected row.</summary>
    public List<string> Rejections { get; } = [];

    /// <summary>Rows that are used.</summary>
    public int Rows { get; private set; }

    /// <summary>The records as `id: field=value …` of those fields that are asked for, in the file's order.</summary>
    public List<string> Records(params string[] fields)
    {
        var entity = Tables.OfType<Mapping>().First().Entity;
        return [.. versions.Select((v, i) => $"{v.Key.Id}: {string.Join(' ', fields.Select(f => $"{f}={ValueOf(entity, v, customColumns[i], f)}"))}")];
    }

    /// <summary>Every value of the only record that isn't empty, as `field=value`, custom columns too; dates as ISO 8601.</summary>
    public List<string> Filled()
    {
        var entity = Tables.OfType<Mapping>().First().Entity;
        var version = Assert.Single(versions);
        var names = entity.Fields.Select(f => f.Name).Concat(customColumns[0]).ToList();
        return [.. names.Where((_, i) => version.Values[i].HasValue).Select(n => $"{n}={ValueOf(entity, version, customColumns[0], n)}")];
    }

    public static Task<Export> ReadAsync(string path, string text, string zone = "Europe/Berlin", string source = "acme") => ReadAsync(path, Encoding.UTF8.GetBytes(text), zone, source);

    public static async Task<Export> ReadAsync(string path, byte[] content, string zone = "Europe/Berlin", string source = "acme")
    {
        var errors = new List<ConfigError>();
        var catalogue = MappingCatalogue.Read([], errors);
        var export = new Export();
        var context = new RowContext(source, DateTimeZoneProviders.Tzdb[zone], DateTimeZoneProviders.Tzdb[zone], 1_000, HasFilledModifiedAt: true);
        await using var reader = await TableReader.OpenAsync(new MemoryStream(content), CsvReader.DefaultMaxRowBytes, default);
        do
        {
            var choice = catalogue.Choose(new InboxPath(source, path), source, reader.Headers);
            export.Tables.Add(choice.Mapping);
            if (choice.Mapping is { } mapping)
                await export.ConvertAsync(new TableConversion(reader.Rows, reader.Headers, mapping, context));
            else if (!reader.MayHaveSeveral)
                Assert.Fail(choice.Expected);
        }
        while (await reader.NextAsync(default));
        return export;
    }

    private async Task ConvertAsync(TableConversion table)
    {
        while (await table.ReadAsync(default) is { } row)
        {
            if (row.Rejection is { } rejection)
            {
                Rejections.Add($"{rejection.Line}: {rejection.Column}: {rejection.Reason}");
                continue;
            }

            Rows++;
            foreach (var version in table.Converter.Versions(row.Version!))
            {
                versions.Add(version);
                customColumns.Add(table.Converter.CustomColumns);
            }
        }
    }

    private static string ValueOf(EntitySchema entity, RecordVersion version, IReadOnlyList<string> custom, string field)
    {
        var index = entity.Find(field)?.Index ?? entity.Fields.Count + custom.ToList().IndexOf(field);
        return version.Values[index].ToString();
    }
}
