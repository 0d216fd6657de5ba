using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Reduction;

namespace CrmServerless.RecordStore.Runs;

/// <summary>Merges runs into one, leaving out what a reduction leaves out.</summary>
internal static class RunReduction
{
    /// <summary>Reads all cursors to their end, which disposes them, and writes what stays.</summary>
    public static async Task<IReadOnlyList<StoredSegment>> WriteAsync(
        IReadOnlyList<VersionCursor> cursors, VersionReduction reduction, RunWriter target, CancellationToken cancellationToken)
    {
        await using var merge = await VersionMerge.StartAsync(cursors, cancellationToken);
        while (await merge.NextKeyAsync(reduction, cancellationToken))
        {
            reduction.Finish(target);
            if (target.WantsFlush)
                await target.FlushAsync(cancellationToken);
        }

        return await target.CompleteAsync(cancellationToken);
    }
}
