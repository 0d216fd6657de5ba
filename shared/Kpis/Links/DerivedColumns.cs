using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources;

namespace CrmServerless.Kpis.Links;

/// <summary>The users' own reference tables and the dimensions that mappings derive from them (<see cref="DerivedDimension"/>).</summary>
internal sealed class DerivedColumns(IReadOnlyList<DerivedDimension> definitions)
{
    private static readonly Field Table = Entities.Lookups["table"];
    private static readonly Field Key = Entities.Lookups["key"];

    private readonly Dictionary<(string Source, string Table, string Key, string Column), string> cells = [];
    private readonly ILookup<(EntitySchema, string), DerivedDimension> byName = definitions.ToLookup(d => (d.Entity, d.Name));

    /// <summary>The names that definitions give to records of the entity.</summary>
    public IEnumerable<string> NamesFor(EntitySchema entity) => definitions.Where(d => d.Entity == entity).Select(d => d.Name);

    /// <summary>Takes in one row of a reference table.</summary>
    public void Add(MergedRecord row)
    {
        if (row[Table].AsText is not { } table || row[Key].AsText is not { } key)
            return;
        for (var i = 0; i < row.CustomColumns.Count; i++)
        {
            var value = row.Values[row.Entity.Fields.Count + i];
            if (value.HasValue)
                cells[(row.Key.Source, table, key, row.CustomColumns[i])] = value.ToString();
        }
    }

    /// <summary>The value derived for a record under a name, or null.</summary>
    public string? Find(MergedRecord record, string name)
    {
        foreach (var definition in byName[(record.Entity, name)])
        {
            if (definition.Source == record.Key.Source && record[definition.By].AsText is { } key
                && cells.TryGetValue((definition.Source, definition.Table, key, definition.Column), out var value))
                return value;
        }

        return null;
    }
}
