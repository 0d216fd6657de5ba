using System.Text;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Reading;
using CrmServerless.RecordStore;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Webhooks.Records;

/// <summary>What became of a row of named texts: a version of a record, or why there is none.</summary>
internal sealed record RecordPatch(EntitySchema Entity, IReadOnlyList<string> CustomColumns, RecordVersion? Version, RowRejection? Rejection);

/// <summary>Makes patches of rows whose columns have names by a mapping, exactly as a file with these columns and this one row would.</summary>
internal sealed class PatchConverter(Mapping mapping, RowContext context)
{
    private const int MostKept = 64;

    private readonly Dictionary<string, RowConverter> converters = new(StringComparer.Ordinal);

    /// <summary>Converts one row.</summary>
    public RecordPatch Convert(IEnumerable<KeyValuePair<string, string?>> row)
    {
        var cells = row.ToList();
        var converter = ConverterOf([.. cells.Select(c => c.Key)]);
        var version = converter.Convert(new NamedRow([.. cells.Select(c => Encoding.UTF8.GetBytes(c.Value ?? string.Empty))]), out var rejection);
        return new RecordPatch(mapping.Entity, converter.CustomColumns, version, rejection);
    }

    private RowConverter ConverterOf(List<string> names)
    {
        var key = string.Join('\u001F', names);
        if (converters.TryGetValue(key, out var known))
            return known;

        // A vendor sends few sets of fields; somebody who sends a new one each time must not fill the memory.
        if (converters.Count == MostKept)
            converters.Clear();
        return converters[key] = new RowConverter(mapping, new Headers(names), context);
    }

    private sealed class NamedRow(IReadOnlyList<byte[]> cells) : IRowReader
    {
        public int CellCount => cells.Count;

        public long Line => 1;

        public string? Defect => null;

        public string RawText => string.Empty;

        public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => new(false);

        public ReadOnlySpan<byte> Cell(int index) => index < cells.Count ? cells[index] : default;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Mappings by vendor, until the catalogue has the vendors' own.</summary>
internal static class VendorlessCatalogue
{
    public static Mapping? Find(this MappingCatalogue mappings, string vendor, EntitySchema entity) =>
        mappings.Own.FirstOrDefault(m => m.Entity == entity && string.Equals(m.Scope.Vendor, vendor, StringComparison.OrdinalIgnoreCase));

    public static Mapping? Find(this MappingCatalogue mappings, string vendor, string name) =>
        Entities.Find(name) is { } entity ? mappings.Find(vendor, entity) : null;
}
