using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The tables of a storage account. .NET API page 'TableServiceClient Class'.</summary>
public class TableServiceClient
{
    private readonly TableRest rest = null!;

    /// <summary>The account of a connection string ('Configure Azure Storage connection strings').</summary>
    /// <exception cref="ArgumentException">The connection string names no account with a key and an address.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>The account of a connection string ('Configure Azure Storage connection strings').</summary>
    /// <exception cref="ArgumentException">The connection string names no account with a key and an address.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        var connection = TableConnection.Parse(connectionString);
        rest = TableRest.With(connection.Endpoint, connection.Credential, options);
    }

    /// <summary>The account at <paramref name="endpoint"/>, requests signed with its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>The account at <paramref name="endpoint"/>, requests signed with its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null) =>
        rest = TableRest.With(endpoint, credential, options);

    /// <summary>The account at <paramref name="endpoint"/> (https), with Microsoft Entra tokens.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        rest = TableRest.With(endpoint, tokenCredential, options);

    /// <summary>For mocks.</summary>
    protected TableServiceClient()
    {
    }

    /// <summary>The account's name, as its address tells it.</summary>
    public virtual string AccountName => rest.AccountName;

    /// <summary>The address of the account's tables.</summary>
    public virtual Uri Uri => rest.Endpoint;

    /// <summary>The client of a table, which need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(rest, tableName);

    /// <summary>'Create Table'. An existing one is an error: 409, <see cref="TableErrorCode.TableAlreadyExists"/>.</summary>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).Create(cancellationToken);

    /// <inheritdoc cref="CreateTable"/>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <summary>'Create Table'. For an existing one the response is not null and has status 409.</summary>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExists(cancellationToken);

    /// <inheritdoc cref="CreateTableIfNotExists"/>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>'Delete Table'. For an absent one the response has status 404; nothing is thrown.</summary>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).Delete(cancellationToken);

    /// <inheritdoc cref="DeleteTable"/>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    /// <summary>'Query Tables'.</summary>
    /// <param name="filter">A filter on TableName; all tables by default.</param>
    /// <param name="maxPerPage">At most so many tables a page; 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Pageable<TableItem> Query(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new SyncTablePages<TableItem>(
            (token, top) => TableAnswers.Tables(rest.Send(rest.QueryTables(filter, top, token), cancellationToken)),
            maxPerPage,
            cancellationToken);

    /// <inheritdoc cref="Query"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePages<TableItem>(
            async (token, top) =>
                TableAnswers.Tables(await rest.SendAsync(rest.QueryTables(filter, top, token), cancellationToken).ConfigureAwait(false)),
            maxPerPage,
            cancellationToken);
}
