using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused, and with it all its actions. .NET API page 'TableTransactionFailedException Class'.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Under this key <see cref="Exception.Data"/> holds the index of the action that was refused.</summary>
    internal const string FailedEntity = "FailedEntity";

    /// <summary>The transaction's failure, told by the service as <paramref name="requestFailedException"/>.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            (requestFailedException ?? throw new ArgumentNullException(nameof(requestFailedException))).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = requestFailedException.Data[FailedEntity] is string index
            ? int.Parse(index, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// The 0-based index of the first action that the service refused ('Performing entity group transactions': the message begins with it);
    /// null where it did not say.
    /// </summary>
    public int? FailedTransactionActionIndex { get; }
}
