namespace Azure.Data.Tables;

/// <summary>One action of a transaction. .NET API page 'TableTransactionAction Class'.</summary>
public class TableTransactionAction
{
    /// <summary>An action without an ETag.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on the version <paramref name="etag"/> of the entity, if the service still has that.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>With what it is done.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that has to be there; the default stands for none.</summary>
    public ETag ETag { get; }
}
