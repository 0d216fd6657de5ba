namespace Azure.Data.Tables;

/// <summary>What an update does with properties that the given entity does not have. .NET API page 'TableUpdateMode Enum'.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay ('Merge Entity', 'Insert Or Merge Entity').</summary>
    Merge = 0,

    /// <summary>They go ('Update Entity', 'Insert Or Replace Entity').</summary>
    Replace = 1,
}
