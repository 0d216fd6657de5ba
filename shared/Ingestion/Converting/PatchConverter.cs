using System.Text;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>What became of a row of named texts: a version of a record, or why there is none.</summary>
/// <param name="Entity">What it is a version of.</param>
/// <param name="CustomColumns">The custom columns, whose values come after the canonical ones.</param>
/// <param name="Version">The version: fields that the row doesn't name are absent, named and empty ones clear; null when it can't be used.</param>
/// <param name="Rejection">Why it can't be used, or null; the line means nothing.</param>
public sealed record RecordPatch(EntitySchema Entity, IReadOnlyList<string> CustomColumns, RecordVersion? Version, RowRejection? Rejection);

/// <summary>
/// Makes patches of rows whose columns have names, such as the fields of a webhook's record, by a mapping and exactly as a file with
/// these columns and this one row would: same conventions, same rules. Not safe for threads; keep one for many rows.
/// </summary>
/// <param name="mapping">From <see cref="MappingCatalogue.Find(string, EntitySchema)"/>, say.</param>
/// <param name="context">Source, zones, and the version time of rows that don't state their own.</param>
public sealed class PatchConverter(Mapping mapping, RowContext context)
{
    private const int MostKept = 64;

    private readonly Dictionary<string, RowConverter> converters = new(StringComparer.Ordinal);

    /// <summary>Converts one row: texts by the vendor's column or field names.</summary>
    /// <param name="row">Names and texts; null is an empty cell. A name that the mapping doesn't know is dropped, or kept as a custom column where it keeps others.</param>
    /// <param name="versionTicks">The version time in UTC ticks, whatever the row says; null: the row's modified_at, else the context's.</param>
    public RecordPatch Convert(IEnumerable<KeyValuePair<string, string?>> row, long? versionTicks = null)
    {
        var cells = row.ToList();
        var converter = ConverterOf([.. cells.Select(c => c.Key)]);
        var version = converter.Convert(new NamedRow([.. cells.Select(c => Encoding.UTF8.GetBytes(c.Value ?? string.Empty))]), out var rejection);
        var dated = version is null || versionTicks is not { } ticks ? version : version with { VersionTicks = ticks };
        return new RecordPatch(mapping.Entity, converter.CustomColumns, dated, rejection);
    }

    private RowConverter ConverterOf(List<string> names)
    {
        var key = string.Join('\u001F', names);
        if (converters.TryGetValue(key, out var known))
            return known;

        // A vendor sends few sets of fields; somebody who sends a new one each time must not fill the memory.
        if (converters.Count == MostKept)
            converters.Clear();
        return converters[key] = new RowConverter(mapping, new Headers(names), context with { HasFilledModifiedAt = true });
    }
}
