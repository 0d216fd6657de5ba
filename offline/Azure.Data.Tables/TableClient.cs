using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// A table. .NET API page 'TableClient Class'; each member names the REST operation that it is ('Table service REST API'). A failed request
/// throws <see cref="RequestFailedException"/> with the service's status and error code ('Table service error codes').
/// </summary>
public partial class TableClient
{
    private readonly TableRest rest = null!;

    /// <summary>The client of a table by a connection string ('Configure Azure Storage connection strings').</summary>
    /// <exception cref="ArgumentException">The connection string names no account with a key and an address.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>The client of a table by a connection string ('Configure Azure Storage connection strings').</summary>
    /// <exception cref="ArgumentException">The connection string names no account with a key and an address.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableConnection.Parse(connectionString), tableName, options)
    {
    }

    /// <summary>The client of a table of the account at <paramref name="endpoint"/>, signed with the account's key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>The client of a table of the account at <paramref name="endpoint"/>, signed with the account's key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableRest.With(endpoint, credential, options), tableName)
    {
    }

    /// <summary>The client of a table of the account at <paramref name="endpoint"/> (https), with Microsoft Entra tokens.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableRest.With(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(TableRest rest, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.rest = rest;
        Name = tableName;
    }

    /// <summary>For mocks.</summary>
    protected TableClient() => Name = string.Empty;

    private TableClient(TableConnection connection, string tableName, TableClientOptions? options)
        : this(TableRest.With(connection.Endpoint, connection.Credential, options), tableName)
    {
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name, as its address tells it.</summary>
    public virtual string AccountName => rest.AccountName;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri => new($"{rest.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");
}
