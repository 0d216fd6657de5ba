using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <content>The table itself.</content>
public partial class TableClient
{
    /// <summary>'Create Table'. An existing one is an error: 409, <see cref="TableErrorCode.TableAlreadyExists"/>.</summary>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableAnswers.Created(Name, rest.Send(rest.CreateTable(Name), cancellationToken));

    /// <inheritdoc cref="Create"/>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableAnswers.Created(Name, await rest.SendAsync(rest.CreateTable(Name), cancellationToken).ConfigureAwait(false));

    /// <summary>'Create Table'. For an existing one the response is not null and has status 409.</summary>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableAnswers.CreatedOrThere(Name, rest.Send(rest.CreateTable(Name), cancellationToken));

    /// <inheritdoc cref="CreateIfNotExists"/>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableAnswers.CreatedOrThere(Name, await rest.SendAsync(rest.CreateTable(Name), cancellationToken).ConfigureAwait(false));

    /// <summary>'Delete Table'. For an absent one the response has status 404; nothing is thrown.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableAnswers.DoneOrAbsent(rest.Send(rest.DeleteTable(Name), cancellationToken));

    /// <inheritdoc cref="Delete"/>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableAnswers.DoneOrAbsent(await rest.SendAsync(rest.DeleteTable(Name), cancellationToken).ConfigureAwait(false));
}
