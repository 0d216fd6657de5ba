using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// A transaction's body ('Performing entity group transactions'): multipart/mixed with one change set, whose parts are the requests that the
/// actions would be on their own.
/// </summary>
internal sealed class TableTransaction(TableRest rest, string table)
{
    private const string NewLine = "\r\n";

    private readonly string boundary = $"batch_{Guid.NewGuid()}";
    private readonly string changeSet = $"changeset_{Guid.NewGuid()}";

    /// <summary>The request that carries <paramref name="actions"/>.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public Request Request(IEnumerable<TableTransactionAction> actions)
    {
        var body = new StringBuilder().Append($"--{boundary}{NewLine}Content-Type: multipart/mixed; boundary={changeSet}{NewLine}{NewLine}");
        var opening = body.Length;
        foreach (var action in actions) AppendPart(body, RequestOf(action));
        if (body.Length == opening) throw new InvalidOperationException("The batch contains no entity operations.");
        body.Append($"--{changeSet}--{NewLine}{NewLine}--{boundary}--{NewLine}");
        return rest.Batch($"multipart/mixed; boundary={boundary}", BinaryData.FromString(body.ToString()));
    }

    /// <summary>The answers to the actions, in their order.</summary>
    /// <exception cref="RequestFailedException">The service refused the whole.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused an action, and so all of them.</exception>
    public static Response<IReadOnlyList<Response>> Results(Response response)
    {
        if (response.Status != 202) throw new RequestFailedException(response);
        var answers = Multipart.Read(response);
        if (answers is [{ Status: >= 400 } refusal]) throw new TableTransactionFailedException(FailureOf(refusal));
        return Response.FromValue(answers, response);
    }

    private Request RequestOf(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => rest.InsertEntity(table, action.Entity),
        TableTransactionActionType.UpdateMerge => rest.PutEntity(table, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => rest.PutEntity(table, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.Delete => rest.DeleteEntity(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        TableTransactionActionType.UpsertMerge => rest.PutEntity(table, action.Entity, TableUpdateMode.Merge, default),
        TableTransactionActionType.UpsertReplace => rest.PutEntity(table, action.Entity, TableUpdateMode.Replace, default),
        _ => throw new InvalidOperationException("Unknown request type."),
    };

    private void AppendPart(StringBuilder body, Request request)
    {
        body.Append($"--{changeSet}{NewLine}Content-Type: application/http{NewLine}Content-Transfer-Encoding: binary{NewLine}{NewLine}");
        body.Append($"{request.Method} {request.Uri.ToUri().AbsoluteUri} HTTP/1.1{NewLine}");
        foreach (var header in request.Headers) body.Append($"{header.Name}: {header.Value}{NewLine}");
        body.Append(NewLine).Append(TextOf(request.Content)).Append(NewLine);
    }

    private static string TextOf(RequestContent? content)
    {
        if (content is null) return string.Empty;
        using var stream = new MemoryStream();
        content.WriteTo(stream, default);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>'0:The specified entity already exists…': the message of a refusal begins with the index of its action.</summary>
    private static RequestFailedException FailureOf(Response refusal)
    {
        var failure = new RequestFailedException(refusal, null, new TableErrorParser());
        var index = new string([.. failure.Message.TakeWhile(char.IsAsciiDigit)]);
        if (index.Length > 0 && failure.Message[index.Length..].StartsWith(':'))
        {
            failure.Data[TableTransactionFailedException.FailedEntity] = index;
        }

        return failure;
    }
}
