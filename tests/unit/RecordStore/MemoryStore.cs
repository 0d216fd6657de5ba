using System.Collections.ObjectModel;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Reduction;
using CrmServerless.RecordStore.Runs;
using CrmServerless.RecordStore.Segments;
using CrmServerless.RecordStore.Writing;
using CrmServerless.Records;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>A record as read, kept.</summary>
internal sealed record Seen(RecordKey Key, IReadOnlyList<FieldValue> Values, IReadOnlyList<FieldValue>? Before, bool Changed);

/// <summary>One entity's runs in memory, written and read by the product's own code: a store without blobs and manifest.</summary>
internal sealed class MemoryStore(EntitySchema entity, IReadOnlyList<string> custom)
{
    private readonly List<StoredRun> runs = [];
    private readonly RowLayout layout = new(entity, custom);
    private int names;

    public MemorySegments Segments { get; } = new();

    public long Sequence { get; private set; }

    public IReadOnlyList<StoredRun> Runs => new ReadOnlyCollection<StoredRun>(runs);

    /// <summary>Commits a delivery whose rows come in spilled runs of that many rows.</summary>
    public async Task<(long Stored, long Unchanged)> CommitAsync(
        string set, IEnumerable<RecordVersion> rows, int spillRows = int.MaxValue, bool leaveOutTies = true)
    {
        var admission = Admission.For(layout, Sequence, leaveOutTies);
        var cursors = new List<VersionCursor>();
        using var session = new ReadSession(Segments, 300_000);
        foreach (var run in runs)
            cursors.Add(await OpenAsync(session, run, run.Stamp(), BlockFilter.All));
        var number = 0;
        foreach (var part in rows.Chunk(spillRows))
        {
            var buffer = new RowBuffer(layout);
            foreach (var row in part)
                buffer.Add(row, number++);
            cursors.Add(buffer.Open(layout, new RunStamp(Sequence + 1, set)));
        }

        var segments = await RunReduction.WriteAsync(cursors, admission, Writer(SegmentFlags.None), default);
        Sequence++;
        if (segments.Count > 0)
            runs.Add(new StoredRun(entity.Name, Sequence, Sequence, set, false, custom, segments, DateTimeOffset.UnixEpoch));
        return (admission.Stored, admission.Unchanged);
    }

    public async Task CompactAsync(IReadOnlyCollection<StoredRun> which, Func<string, bool> isClosed, long kept = 0)
    {
        using var session = new ReadSession(Segments, 300_000);
        var cursors = new List<VersionCursor>();
        foreach (var run in which)
            cursors.Add(await OpenAsync(session, run, run.Stamp(), BlockFilter.All));
        var segments = await RunReduction.WriteAsync(
            cursors, VersionReduction.ForCompaction(layout, kept, isClosed), Writer(SegmentFlags.Sequences | SegmentFlags.Sets), default);
        long? told = which.All(r => r.TellsStateAt(kept)) ? kept : null;
        runs.RemoveAll(which.Contains);
        if (segments.Count > 0)
            runs.Add(Compacted(which, segments, told));
    }

    public async Task<List<Seen>> ReadAsync(long since = 0, KeyRange? range = null)
    {
        using var session = new ReadSession(Segments, 300_000);
        var cursors = new List<VersionCursor>();
        foreach (var run in runs)
            cursors.Add(await OpenAsync(session, run, run.Stamp(), BlockFilter.Of(range ?? KeyRange.All)));
        var seen = new List<Seen>();
        await foreach (var record in MergedReading.ReadAsync(cursors, layout, since, range ?? KeyRange.All, default))
            seen.Add(new Seen(record.Key, [.. record.Values], record.Before is null ? null : [.. record.Before], record.Changed));
        return seen;
    }

    private StoredRun Compacted(IReadOnlyCollection<StoredRun> which, IReadOnlyList<StoredSegment> segments, long? told) =>
        new(entity.Name, which.Min(r => r.From), which.Max(r => r.To), null, true, custom, segments, DateTimeOffset.UnixEpoch, told);

    private RunWriter Writer(SegmentFlags flags) => new(Segments, $"s{names++}", SegmentColumns.Of(layout), flags, 1_000_000);

    private Task<VersionCursor> OpenAsync(ReadSession session, StoredRun run, RunStamp stamp, BlockFilter filter) =>
        RunCursor.OpenAsync(session, run, layout, stamp, filter, default);
}
