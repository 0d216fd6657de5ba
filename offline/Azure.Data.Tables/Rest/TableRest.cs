using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The requests of the tables service ('Table service REST API'), ready to be sent, and the one place that sends them.</summary>
internal sealed class TableRest
{
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";
    private const string Json = "application/json;odata=nometadata";

    private readonly HttpPipeline pipeline;
    private readonly string version;

    private TableRest(Uri endpoint, HttpPipelinePolicy? authorization, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = new TableErrorParser() };
        if (authorization is not null) pipelineOptions.PerRetryPolicies.Add(authorization);
        pipeline = HttpPipelineBuilder.Build(pipelineOptions);
        version = options.VersionString;
        Endpoint = endpoint;
    }

    /// <summary>The address of the account's tables.</summary>
    public Uri Endpoint { get; }

    /// <summary>The account: the first label of a host name, or the first segment of a path behind an IP address, as the emulator's is.</summary>
    public string AccountName => Endpoint.HostNameType == UriHostNameType.Dns && !Endpoint.IsLoopback
        ? Endpoint.Host.Split('.')[0]
        : Endpoint.AbsolutePath.Trim('/').Split('/')[0];

    /// <summary>Signs with the account's key.</summary>
    public static TableRest With(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TableRest(endpoint, new SharedKeyLitePolicy(credential, TimeProvider.System), options);
    }

    /// <summary>Takes Microsoft Entra tokens for the scope that 'Authorize with Microsoft Entra ID' names for storage; https only.</summary>
    public static TableRest With(Uri endpoint, TokenCredential credential, TableClientOptions? options) =>
        new(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);

    /// <summary>'Create Table'.</summary>
    public Request CreateTable(string table)
    {
        var request = Start(RequestMethod.Post, "/Tables");
        request.Headers.Add("Prefer", "return-no-content");
        return WithBody(request, BinaryData.FromObjectAsJson(new Dictionary<string, string> { ["TableName"] = table }));
    }

    /// <summary>'Delete Table'.</summary>
    public Request DeleteTable(string table) => Start(RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(table)}')");

    /// <summary>'Query Tables'.</summary>
    public Request QueryTables(string? filter, int? top, string? nextTable)
    {
        var request = Start(RequestMethod.Get, "/Tables");
        AddQuery(request, ("$filter", filter), ("$top", Number(top)), ("NextTableName", nextTable));
        return request;
    }

    /// <summary>'Query Entities', many.</summary>
    public Request QueryEntities(string table, string? filter, int? top, string? select, TableContinuation next)
    {
        var request = Start(RequestMethod.Get, $"/{table}()");
        AddQuery(
            request,
            ("$filter", filter), ("$top", Number(top)), ("$select", select),
            ("NextPartitionKey", next.PartitionKey), ("NextRowKey", next.RowKey));
        return request;
    }

    /// <summary>'Query Entities', the one with the key.</summary>
    public Request GetEntity(string table, string partitionKey, string rowKey, string? select)
    {
        var request = Start(RequestMethod.Get, PathOf(table, partitionKey, rowKey));
        AddQuery(request, ("$select", select));
        return request;
    }

    /// <summary>'Insert Entity'.</summary>
    public Request InsertEntity(string table, ITableEntity entity)
    {
        var request = Start(RequestMethod.Post, $"/{table}");
        request.Headers.Add("Prefer", "return-no-content");
        return WithBody(request, BinaryData.FromBytes(EntityWriter.Write(entity)));
    }

    /// <summary>
    /// 'Merge Entity' and 'Update Entity' with a version to match; without one 'Insert Or Merge Entity' and 'Insert Or Replace Entity', which
    /// are told apart from them by the absent If-Match alone.
    /// </summary>
    public Request PutEntity(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };
        var request = Start(method, PathOf(table, entity.PartitionKey, entity.RowKey));
        if (ifMatch != default) request.Headers.Add("If-Match", ifMatch.ToString());
        return WithBody(request, BinaryData.FromBytes(EntityWriter.Write(entity)));
    }

    /// <summary>'Delete Entity': whatever its version where none is given.</summary>
    public Request DeleteEntity(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        var request = Start(RequestMethod.Delete, PathOf(table, partitionKey, rowKey));
        request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return request;
    }

    /// <summary>'Performing entity group transactions': one request that carries the others.</summary>
    public Request Batch(string contentType, BinaryData content)
    {
        var request = Start(RequestMethod.Post, "/$batch");
        request.Headers.Add("Content-Type", contentType);
        request.Content = RequestContent.Create(content);
        return request;
    }

    /// <summary>Sends, retrying as the options say, and returns the answer whatever it is.</summary>
    public Response Send(Request request, CancellationToken cancellation) => pipeline.SendRequest(request, cancellation);

    /// <summary>Sends, retrying as the options say, and returns the answer whatever it is.</summary>
    public async Task<Response> SendAsync(Request request, CancellationToken cancellation) =>
        await pipeline.SendRequestAsync(request, cancellation).ConfigureAwait(false);

    private Request Start(RequestMethod method, string path)
    {
        var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", MinimalMetadata);
        return request;
    }

    private static Request WithBody(Request request, BinaryData body)
    {
        request.Headers.Add("Content-Type", Json);
        request.Content = RequestContent.Create(body);
        return request;
    }

    private static void AddQuery(Request request, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is not null) request.Uri.AppendQuery(name, Uri.EscapeDataString(value), escapeValue: false);
        }
    }

    /// <summary>A quote within a key is doubled, then the key is percent-encoded ('Query Entities', 'Querying tables and entities').</summary>
    private static string PathOf(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Encode(partitionKey)}',RowKey='{Encode(rowKey)}')";

    private static string Encode(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string? Number(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
