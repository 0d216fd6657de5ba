using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Tests.Support.RecordStore;

/// <summary>Records that a test lists by field: texts, decimals, days, instants; null is empty. All of source `crm`, each entity one delivery.</summary>
public sealed class HandMadeRecords
{
    private readonly Dictionary<EntitySchema, List<Dictionary<string, object?>>> records = [];

    /// <summary>Adds a record.</summary>
    public HandMadeRecords Add(EntitySchema entity, params (string Field, object? Value)[] values)
    {
        if (!records.TryGetValue(entity, out var rows))
            records[entity] = rows = [];
        rows.Add(values.ToDictionary(v => v.Field, v => v.Value));
        return this;
    }

    /// <summary>The records of an entity.</summary>
    public IReadOnlyList<Dictionary<string, object?>> Of(EntitySchema entity) => records.GetValueOrDefault(entity) ?? [];

    /// <summary>The same records, to be changed on their own.</summary>
    public HandMadeRecords Copy()
    {
        var copy = new HandMadeRecords();
        foreach (var (entity, rows) in records)
            copy.records[entity] = [.. rows.Select(row => new Dictionary<string, object?>(row))];
        return copy;
    }

    /// <summary>The entities that there are records of.</summary>
    public IEnumerable<EntitySchema> Entities => records.Keys;

    /// <summary>The records as the store shows them.</summary>
    public ListRecordSnapshot Snapshot() => DeliverTo(new ListRecordSnapshot());

    /// <summary>Delivers the records, or those of them that are chosen by entity and number.</summary>
    /// <param name="snapshot">Where to.</param>
    /// <param name="version">The time of the version; larger is later.</param>
    /// <param name="isChosen">Null: all.</param>
    public ListRecordSnapshot DeliverTo(ListRecordSnapshot snapshot, int version = 1, Func<EntitySchema, int, bool>? isChosen = null)
    {
        foreach (var (entity, rows) in records)
        {
            var chosen = rows.Where((_, number) => isChosen?.Invoke(entity, number) != false);
            snapshot.Deliver(entity, [.. chosen.Select(row => new RecordVersion(new RecordKey("crm", IdOf(entity, row)), version, ValuesOf(entity, row)))]);
        }

        return snapshot;
    }

    /// <summary>Entities without an id are keyed by all their values here.</summary>
    private static string IdOf(EntitySchema entity, Dictionary<string, object?> row) =>
        row.TryGetValue("id", out var id) ? (string)id! : $"{entity.Name}|{string.Join('|', row.Values)}";

    private static FieldValue[] ValuesOf(EntitySchema entity, Dictionary<string, object?> row)
    {
        var values = new FieldValue[entity.Fields.Count];
        foreach (var (name, value) in row)
        {
            values[entity[name].Index] = value switch
            {
                string text => FieldValue.OfText(text),
                decimal number => FieldValue.OfNumber(number),
                DateOnly day => FieldValue.OfDay(day),
                bool flag => FieldValue.OfBoolean(flag),
                DateTimeOffset instant => FieldValue.OfInstant(instant.UtcTicks),
                _ => FieldValue.Empty,
            };
        }

        return values;
    }
}
