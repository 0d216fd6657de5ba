using CrmServerless.Records;

namespace CrmServerless.RecordStore;

/// <summary>What stands where in the value arrays of one reader or writer: the entity's canonical fields, then custom columns.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Custom">The names of the custom columns.</param>
internal sealed record RowLayout(EntitySchema Entity, IReadOnlyList<string> Custom)
{
    /// <summary>How many values a row has.</summary>
    public int Width => Entity.Fields.Count + Custom.Count;
}
