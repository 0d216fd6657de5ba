namespace Azure.Data.Tables;

/// <summary>
/// Where the next page of a query begins: 'Query timeout and pagination'. As a page's token it is both keys with a blank between them (the
/// service encodes them, so neither has one).
/// </summary>
internal readonly record struct TableContinuation(string? PartitionKey, string? RowKey)
{
    /// <summary>The token of the page after <paramref name="response"/>; null after the last one.</summary>
    public static string? TokenOf(Response response)
    {
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition);
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return partition is null && row is null ? null : $"{partition} {row}";
    }

    /// <summary>Reads a token; null is the first page. A token may have no row key.</summary>
    public static TableContinuation Parse(string? token)
    {
        if (token is not { Length: > 1 }) return default;
        var parts = token.Split(' ', 2);
        return new TableContinuation(parts[0], parts is [_, { Length: > 0 } row] ? row : null);
    }
}
