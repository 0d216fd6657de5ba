using System.Linq.Expressions;

namespace Azure.Data.Tables;

/// <content>Many entities.</content>
public partial class TableClient
{
    /// <summary>'Query Entities'. The service gives at most 1,000 a page; enumerating fetches page after page.</summary>
    /// <param name="filter">
    /// An OData filter ('Querying tables and entities'), best made by <see cref="CreateQueryFilter(FormattableString)"/>; all entities by default.
    /// </param>
    /// <param name="maxPerPage">At most so many entities a page; 1 to 1,000.</param>
    /// <param name="select">The properties to return; all by default. The key is not returned unless it is among them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Pageable<T> Query<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SyncTablePages<T>(
            (token, top) => TableAnswers.Page<T>(rest.Send(QueryRequest(filter, top, select, token), cancellationToken)),
            maxPerPage,
            cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TablePages<T>(
            async (token, top) =>
                TableAnswers.Page<T>(await rest.SendAsync(QueryRequest(filter, top, select, token), cancellationToken).ConfigureAwait(false)),
            maxPerPage,
            cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    /// <exception cref="NotSupportedException">The filter does something that the service's filters cannot.</exception>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    /// <exception cref="NotSupportedException">The filter does something that the service's filters cannot.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>
    /// The filter that <paramref name="filter"/> says ('Querying tables and entities', section 'Constructing filter strings'); null for one that
    /// lets everything through.
    /// </summary>
    /// <exception cref="NotSupportedException">It does something that the service's filters cannot.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter)!;

    /// <summary>
    /// The filter with each interpolated value as a literal of its type, quotes doubled ('Querying tables and entities', section 'Constructing
    /// filter strings').
    /// </summary>
    /// <exception cref="ArgumentException">A value has a type that filters do not have.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterText.Translate(filter);

    private Core.Request QueryRequest(string? filter, int? top, IEnumerable<string>? select, string? token) =>
        rest.QueryEntities(Name, filter, top, Join(select), TableContinuation.Parse(token));
}
