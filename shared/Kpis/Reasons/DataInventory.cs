using CrmServerless.Kpis.Segments;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using NodaTime;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Reasons;

/// <summary>What the records that there are state: which entities are delivered, which of their columns are ever filled, and with which words.</summary>
public sealed class DataInventory
{
    /// <summary>Columns of words have few; of one that turns out to be free text no more are remembered.</summary>
    private const int MostWords = 100;

    private readonly Dictionary<EntitySchema, Dictionary<string, HashSet<string>>> stated = [];

    private DataInventory()
    {
    }

    /// <summary>Reads all records once; those that break a rule state nothing.</summary>
    /// <param name="snapshot">The records.</param>
    /// <param name="zone">The zone of the business, for the rules.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<DataInventory> ReadAsync(IRecordSnapshot snapshot, DateTimeZone zone, CancellationToken cancellationToken)
    {
        var inventory = new DataInventory();
        foreach (var entity in All)
        {
            await foreach (var record in snapshot.ReadAsync(entity, since: 0, cancellationToken))
            {
                if (RecordRules.Judge(entity, record.Values, zone) is null)
                    inventory.Note(record);
            }
        }

        return inventory;
    }

    /// <summary>Whether there is any record of the entity.</summary>
    public bool Has(EntitySchema entity) => stated.ContainsKey(entity);

    /// <summary>Whether any record states that.</summary>
    public bool States(DataClaim claim) =>
        stated.TryGetValue(claim.Entity, out var columns) && columns.TryGetValue(claim.Column.Name, out var words)
        && (claim.Word is null || words.Any(word => Vocabulary.Normalize(word) == claim.Word));

    /// <summary>Whether there is any record of the carrier (kpis.md section 1, 'delivered').</summary>
    public bool IsDelivered(Carrier carrier) => CarrierData.Of(carrier).Any(Holds);

    /// <summary>A claim about a column, or that there are records at all.</summary>
    private bool Holds(CarrierData data) => data.Claim is { } claim ? States(claim) : Has(data.Entity);

    private void Note(MergedRecord record)
    {
        if (!stated.TryGetValue(record.Entity, out var columns))
            stated[record.Entity] = columns = new(StringComparer.Ordinal);
        foreach (var field in record.Entity.Fields)
        {
            var value = record[field];
            if (!value.HasValue)
                continue;
            if (!columns.TryGetValue(field.Name, out var words))
                columns[field.Name] = words = new(StringComparer.Ordinal);
            if (words.Count < MostWords && value.AsText is { } word)
                words.Add(word);
        }
    }
}
