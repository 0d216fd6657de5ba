namespace Azure.Data.Tables;

/// <content>Single entities.</content>
public partial class TableClient
{
    /// <summary>'Insert Entity'. An existing one is an error: 409, EntityAlreadyExists. The answer's header ETag is the new version.</summary>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        return TableAnswers.Done(rest.Send(rest.InsertEntity(Name, entity), cancellationToken));
    }

    /// <inheritdoc cref="AddEntity"/>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        return TableAnswers.Done(await rest.SendAsync(rest.InsertEntity(Name, entity), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>'Query Entities' by the whole key. An absent one is an error: 404, ResourceNotFound.</summary>
    public virtual Response<T> GetEntity<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.Entity<T>(rest.Send(GetRequest(partitionKey, rowKey, select), cancellationToken));

    /// <inheritdoc cref="GetEntity"/>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.Entity<T>(await rest.SendAsync(GetRequest(partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false));

    /// <summary>'Query Entities' by the whole key. An absent one (or an absent table: any 404) is a response without a value.</summary>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.EntityOrNone<T>(rest.Send(GetRequest(partitionKey, rowKey, select), cancellationToken));

    /// <inheritdoc cref="GetEntityIfExists"/>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.EntityOrNone<T>(await rest.SendAsync(GetRequest(partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false));

    /// <summary>'Insert Or Merge Entity' or 'Insert Or Replace Entity': whatever the version, and also where there is none.</summary>
    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        return TableAnswers.Done(rest.Send(rest.PutEntity(Name, entity, mode, default), cancellationToken));
    }

    /// <inheritdoc cref="UpsertEntity"/>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        return TableAnswers.Done(await rest.SendAsync(rest.PutEntity(Name, entity, mode, default), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// 'Merge Entity' or 'Update Entity' of the version <paramref name="ifMatch"/> (<see cref="ETag.All"/> for any). Another version is an error:
    /// 412, UpdateConditionNotSatisfied; an absent entity 404, ResourceNotFound.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default.</exception>
    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        ThrowIfNoVersion(ifMatch);
        return TableAnswers.Done(rest.Send(rest.PutEntity(Name, entity, mode, ifMatch), cancellationToken));
    }

    /// <inheritdoc cref="UpdateEntity"/>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ThrowIfNoKey(entity);
        ThrowIfNoVersion(ifMatch);
        return TableAnswers.Done(await rest.SendAsync(rest.PutEntity(Name, entity, mode, ifMatch), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// 'Delete Entity' of the version <paramref name="ifMatch"/>, by default of any. For an absent one the response has status 404, nothing is
    /// thrown; another version is an error: 412, UpdateConditionNotSatisfied.
    /// </summary>
    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableAnswers.DoneOrAbsent(rest.Send(DeleteRequest(partitionKey, rowKey, ifMatch), cancellationToken));

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableAnswers.DoneOrAbsent(await rest.SendAsync(DeleteRequest(partitionKey, rowKey, ifMatch), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ThrowIfNoKey(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ThrowIfNoKey(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private Core.Request GetRequest(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return rest.GetEntity(Name, partitionKey, rowKey, Join(select));
    }

    private Core.Request DeleteRequest(string partitionKey, string rowKey, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return rest.DeleteEntity(Name, partitionKey, rowKey, ifMatch);
    }

    private static string? Join(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);

    private static void ThrowIfNoKey(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
    }

    private static void ThrowIfNoVersion(ETag ifMatch)
    {
        if (ifMatch == default) throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
    }
}
