namespace Azure.Data.Tables;

/// <content>Transactions.</content>
public partial class TableClient
{
    /// <summary>
    /// 'Performing entity group transactions': all actions happen, or none. They are for entities of one partition, each at most once; the service
    /// takes at most 100 of them and 4 MiB.
    /// </summary>
    /// <returns>The answers to the actions, in their order; each has the new version as its header ETag.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused an action; its index is told.</exception>
    /// <exception cref="RequestFailedException">The service refused the whole.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TableTransaction.Results(rest.Send(TransactionRequest(transactionActions), cancellationToken));

    /// <inheritdoc cref="SubmitTransaction"/>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TableTransaction.Results(await rest.SendAsync(TransactionRequest(transactionActions), cancellationToken).ConfigureAwait(false));

    private Core.Request TransactionRequest(IEnumerable<TableTransactionAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        return new TableTransaction(rest, Name).Request(actions);
    }
}
