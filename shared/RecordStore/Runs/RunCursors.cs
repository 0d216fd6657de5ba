using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Runs;

/// <summary>Opens all runs of a read at once.</summary>
internal static class RunCursors
{
    /// <summary>Cursors over the runs; the session bounds how many requests run at once.</summary>
    public static async Task<IReadOnlyList<VersionCursor>> OpenAsync(
        ReadSession session, IEnumerable<StoredRun> runs, RowLayout reader, BlockFilter filter, CancellationToken cancellationToken)
    {
        var opening = runs.Select(run => RunCursor.OpenAsync(session, run, reader, run.Stamp(), filter, cancellationToken)).ToList();
        return await AllOrNoneAsync(opening);
    }

    /// <summary>Cursors over rows spilled by one delivery, whose numbers are counted from the stamp.</summary>
    public static async Task<IReadOnlyList<VersionCursor>> OpenSpilledAsync(
        ReadSession session, IEnumerable<StoredRun> runs, RowLayout reader, RunStamp stamp, CancellationToken cancellationToken)
    {
        var opening = runs.Select(run => RunCursor.OpenAsync(session, run, reader, stamp, BlockFilter.All, cancellationToken)).ToList();
        return await AllOrNoneAsync(opening);
    }

    private static async Task<IReadOnlyList<VersionCursor>> AllOrNoneAsync(List<Task<VersionCursor>> opening)
    {
        try
        {
            return await Task.WhenAll(opening);
        }
        catch
        {
            foreach (var opened in opening.Where(o => o.IsCompletedSuccessfully))
                await (await opened).DisposeAsync();
            throw;
        }
    }
}
