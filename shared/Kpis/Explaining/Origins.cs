using CrmServerless.Records;

namespace CrmServerless.Kpis.Explaining;

/// <summary>A record by name.</summary>
/// <param name="Entity">Its entity.</param>
/// <param name="Source">The source that delivered it.</param>
/// <param name="Id">Its id within the source; of entities without one, their key.</param>
public sealed record RecordName(string Entity, string Source, string Id);

/// <summary>Numbers for the records that facts come from, from 1 on; 0 is none. Kept only where a value is to be explained.</summary>
internal sealed class Origins
{
    private readonly List<(EntitySchema Entity, RecordKey Key)> records = [];

    /// <summary>Gives a record a number.</summary>
    public int Add(EntitySchema entity, RecordKey key)
    {
        records.Add((entity, key));
        return records.Count;
    }

    /// <summary>The record with that number.</summary>
    public RecordName NameOf(int origin)
    {
        var (entity, key) = records[origin - 1];
        return new RecordName(entity.Name, key.Source, key.Id);
    }
}
