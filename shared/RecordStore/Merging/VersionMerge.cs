using CrmServerless.RecordStore.Keys;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>Takes the versions of one key, in any order.</summary>
internal interface IVersionSink
{
    /// <summary>Takes one version. The row is the cursor's: exchange its values or copy them.</summary>
    void Add(VersionRow row);
}

/// <summary>
/// A k-way merge of sorted runs, key by key. Memory: one row per cursor. The cursors stand in a binary heap by their current key.
/// </summary>
internal sealed class VersionMerge : IAsyncDisposable
{
    private readonly IReadOnlyList<VersionCursor> all;
    private readonly VersionCursor[] heap;
    private readonly VersionRow last = new(0);
    private int live;

    private VersionMerge(IReadOnlyList<VersionCursor> cursors)
    {
        all = cursors;
        heap = new VersionCursor[cursors.Count];
    }

    /// <summary>The hash of the key that was read last.</summary>
    public KeyHash Hash => last.Hash;

    /// <summary>The key that was read last.</summary>
    public RecordKey Key => last.Key;

    /// <summary>Puts the cursors in order; they belong to the merge from here on, and are disposed with it.</summary>
    public static async Task<VersionMerge> StartAsync(IReadOnlyList<VersionCursor> cursors, CancellationToken cancellationToken)
    {
        var merge = new VersionMerge(cursors);
        try
        {
            foreach (var cursor in cursors)
            {
                if (await cursor.MoveNextAsync(cancellationToken))
                    merge.heap[merge.live++] = cursor;
            }
        }
        catch
        {
            await merge.DisposeAsync();
            throw;
        }

        for (var i = merge.live / 2 - 1; i >= 0; i--)
            merge.SiftDown(i);
        return merge;
    }

    /// <summary>Gives all versions of the next key to the sink; false when there is none.</summary>
    public async ValueTask<bool> NextKeyAsync(IVersionSink sink, CancellationToken cancellationToken)
    {
        if (live == 0)
            return false;
        last.TakeKeyOf(heap[0].Current);
        do
        {
            var first = heap[0];
            sink.Add(first.Current);
            if (!first.TryMoveNext() && !await first.MoveNextAsync(cancellationToken))
                heap[0] = heap[--live];
            SiftDown(0);
        }
        while (live > 0 && IsSameKey(heap[0].Current));
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var cursor in all)
            await cursor.DisposeAsync();
    }

    private static bool IsBefore(VersionCursor left, VersionCursor right)
    {
        VersionRow a = left.Current, b = right.Current;
        return a.Hash.High != b.Hash.High ? a.Hash.High < b.Hash.High : KeyOrder.Compare(a.Hash, a.Key, b.Hash, b.Key) < 0;
    }

    private bool IsSameKey(VersionRow row) =>
        row.Hash.High == last.Hash.High && row.Hash.Low == last.Hash.Low && KeyOrder.Compare(row.Key, last.Key) == 0;

    private void SiftDown(int parent)
    {
        for (var child = 2 * parent + 1; child < live; child = 2 * parent + 1)
        {
            if (child + 1 < live && IsBefore(heap[child + 1], heap[child]))
                child++;
            if (!IsBefore(heap[child], heap[parent]))
                return;
            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            parent = child;
        }
    }
}
