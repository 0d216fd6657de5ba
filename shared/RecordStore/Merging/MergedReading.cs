using System.Runtime.CompilerServices;
using CrmServerless.RecordStore.Keys;

namespace CrmServerless.RecordStore.Merging;

/// <summary>Reads merged records from sorted runs: the one way from stored rows to records.</summary>
internal static class MergedReading
{
    /// <summary>Streams the records whose key hash lies in the range, in the order of <see cref="KeyOrder"/>.</summary>
    /// <param name="cursors">The runs; they are disposed at the end.</param>
    /// <param name="layout">What stands where in every cursor's rows.</param>
    /// <param name="since">The sequence to compare with.</param>
    /// <param name="range">The keys wanted.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async IAsyncEnumerable<MergedRecord> ReadAsync(
        IReadOnlyList<VersionCursor> cursors, RowLayout layout, long since, KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var merge = await VersionMerge.StartAsync(cursors, cancellationToken);
        var merger = RecordMerger.For(layout, since);
        var record = new MergedRecord { Entity = layout.Entity, CustomColumns = Absence.WithoutIt(layout.Custom) };
        while (await merge.NextKeyAsync(merger, cancellationToken))
        {
            merger.Finish(record);
            if (merge.Hash > range.Last)
                yield break;
            if (merge.Hash < range.First)
                continue;
            record.Key = merge.Key;
            yield return record;
        }
    }
}
