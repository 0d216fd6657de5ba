namespace Azure.Data.Tables;

/// <summary>
/// The pages of a query, each fetched when it is asked for: at most 1,000 entities each, fewer where the service ends a page early ('Query
/// timeout and pagination'). .NET API pages 'AsyncPageable&lt;T&gt; Class', 'Pageable&lt;T&gt; Class'.
/// </summary>
internal sealed class TablePages<T>(Func<string?, int?, Task<Page<T>>> read, int? maxPerPage, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
    where T : notnull
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? maxPerPage).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

/// <summary><see cref="TablePages{T}"/>, synchronously.</summary>
internal sealed class SyncTablePages<T>(Func<string?, int?, Page<T>> read, int? maxPerPage, CancellationToken cancellation)
    : Pageable<T>(cancellation)
    where T : notnull
{
    /// <inheritdoc/>
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = read(continuationToken, pageSizeHint ?? maxPerPage);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
