using CrmServerless.RecordStore;
using CrmServerless.Records;

namespace CrmServerless.Webhooks.Records;

/// <summary>
/// Patches of several entities on their way into one commit. A delivery names an entity's custom columns once, and patches bring different
/// ones: all are gathered first.
/// </summary>
internal sealed class PatchBatch
{
    private readonly Dictionary<EntitySchema, List<(IReadOnlyList<string> Columns, RecordVersion Version)>> patches = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The entities that have any, by name.</summary>
    public IEnumerable<EntitySchema> Entities => patches.Keys.OrderBy(e => e.Name, StringComparer.Ordinal);

    /// <summary>Adds one.</summary>
    public void Add(EntitySchema entity, IReadOnlyList<string> columns, RecordVersion version)
    {
        if (!patches.TryGetValue(entity, out var ofEntity))
            patches.Add(entity, ofEntity = []);
        ofEntity.Add((columns, version));
        Count++;
    }

    /// <summary>Hands all of them over, in the order in which they came.</summary>
    public async Task AppendToAsync(IDeliveryWriter writer, CancellationToken cancellationToken)
    {
        foreach (var entity in Entities)
        {
            var columns = patches[entity].SelectMany(p => p.Columns).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var places = columns.Select((column, place) => (column, place)).ToDictionary(c => c.column, c => c.place, StringComparer.Ordinal);
            foreach (var (own, version) in patches[entity])
                await writer.AppendAsync(entity, columns, Widened(entity, own, version, places), cancellationToken);
        }
    }

    private static RecordVersion Widened(EntitySchema entity, IReadOnlyList<string> own, RecordVersion version, Dictionary<string, int> places)
    {
        var values = new FieldValue[entity.Fields.Count + places.Count];
        version.Values.AsSpan(0, entity.Fields.Count).CopyTo(values);
        for (var i = 0; i < own.Count; i++)
            values[entity.Fields.Count + places[own[i]]] = version.Values[entity.Fields.Count + i];
        return version with { Values = values };
    }
}
