namespace CrmServerless.RecordStore.Merging;

/// <summary>Walks over the versions of one sorted run, in the order of <see cref="Keys.KeyOrder"/>, all rows of a key adjacent.</summary>
internal abstract class VersionCursor(int width) : IAsyncDisposable
{
    /// <summary>The row the cursor stands on; overwritten by the next step.</summary>
    public VersionRow Current { get; } = new(width);

    /// <summary>Steps to the next row that is already in memory; false when <see cref="FetchAsync"/> must be asked for more.</summary>
    public abstract bool TryMoveNext();

    /// <summary>Brings more rows into memory; false at the end of the run.</summary>
    public abstract ValueTask<bool> FetchAsync(CancellationToken cancellationToken);

    /// <summary>Steps to the next row; false at the end.</summary>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        TryMoveNext() ? new ValueTask<bool>(true) : FetchAndMoveAsync(cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private async ValueTask<bool> FetchAndMoveAsync(CancellationToken cancellationToken)
    {
        while (await FetchAsync(cancellationToken))
        {
            if (TryMoveNext())
                return true;
        }

        return false;
    }
}
