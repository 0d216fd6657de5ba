using System.Text.Json;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>What the service's answers mean; each throws <see cref="RequestFailedException"/> for one that is not expected.</summary>
internal static class TableAnswers
{
    /// <summary>Success, without a body.</summary>
    public static Response Done(Response response) => response.Status is 201 or 204 ? response : throw new RequestFailedException(response);

    /// <summary>Success, or there was nothing to be done.</summary>
    public static Response DoneOrAbsent(Response response) => response.Status == 404 ? response : Done(response);

    /// <summary>The table was created.</summary>
    public static Response<TableItem> Created(string table, Response response) => Response.FromValue(new TableItem(table), Done(response));

    /// <summary>The table was created, or was there; one that is just being deleted is neither.</summary>
    public static Response<TableItem> CreatedOrThere(string table, Response response)
    {
        if (response.Status != 409) return Created(table, response);
        var conflict = new RequestFailedException(response);
        return conflict.ErrorCode == TableErrorCode.TableBeingDeleted ? throw conflict : Response.FromValue(new TableItem(table), response);
    }

    /// <summary>An entity.</summary>
    public static Response<T> Entity<T>(Response response)
        where T : class, ITableEntity =>
        response.Status == 200
            ? Response.FromValue(EntityReader.Read<T>(response.Content), response)
            : throw new RequestFailedException(response);

    /// <summary>An entity, or none.</summary>
    public static NullableResponse<T> EntityOrNone<T>(Response response)
        where T : class, ITableEntity =>
        response.Status == 404 ? new NoValueResponse<T>(response) : Entity<T>(response);

    /// <summary>A page of entities.</summary>
    public static Page<T> Page<T>(Response response)
        where T : class, ITableEntity =>
        response.Status == 200
            ? Azure.Page<T>.FromValues(EntityReader.ReadPage<T>(response.Content), TableContinuation.TokenOf(response), response)
            : throw new RequestFailedException(response);

    /// <summary>A page of tables; the service names the first one of the next page.</summary>
    public static Page<TableItem> Tables(Response response)
    {
        if (response.Status != 200) throw new RequestFailedException(response);
        using var document = JsonDocument.Parse(response.Content);
        var names = document.RootElement.GetProperty("value").EnumerateArray().Select(table => table.GetProperty("TableName").GetString()!);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Azure.Page<TableItem>.FromValues([.. names.Select(name => new TableItem(name))], next, response);
    }
}
