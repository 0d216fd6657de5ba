namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does. .NET API page 'TableTransactionActionType Enum'.</summary>
public enum TableTransactionActionType
{
    /// <summary>'Insert Entity'; fails where it exists.</summary>
    Add = 0,

    /// <summary>'Merge Entity' under the action's ETag.</summary>
    UpdateMerge = 1,

    /// <summary>'Update Entity' under the action's ETag.</summary>
    UpdateReplace = 2,

    /// <summary>'Delete Entity' under the action's ETag, or whatever its version if it has none.</summary>
    Delete = 3,

    /// <summary>'Insert Or Merge Entity'.</summary>
    UpsertMerge = 4,

    /// <summary>'Insert Or Replace Entity'.</summary>
    UpsertReplace = 5,
}
