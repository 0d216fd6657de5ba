using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Runs;

/// <summary>Blocks that lie side by side in a segment, read by one request.</summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Decoder">Reads the segment's blocks.</param>
/// <param name="Offset">Where the first block begins.</param>
/// <param name="Length">The bytes of all of them.</param>
/// <param name="Blocks">The lengths of the blocks.</param>
/// <param name="Whole">The whole segment's bytes when it was small and read already.</param>
internal sealed record Chunk(string Segment, BlockDecoder Decoder, long Offset, int Length, IReadOnlyList<int> Blocks, byte[]? Whole);

/// <summary>Finds what is to be read of a run.</summary>
internal static class RunPlan
{
    /// <summary>Reads the footers of the run's segments (small segments whole) and lists the chunks that the filter wants, in order.</summary>
    public static async Task<IReadOnlyList<Chunk>> MakeAsync(
        ReadSession session, StoredRun run, RowLayout reader, RunStamp stamp, BlockFilter filter, CancellationToken cancellationToken)
    {
        var wanted = run.Segments.Where(s => Wants(filter, s.Range()));
        var plans = await Task.WhenAll(wanted.Select(PlanAsync));
        return [.. plans.SelectMany(p => p)];

        async Task<List<Chunk>> PlanAsync(StoredSegment segment)
        {
            var isSmall = segment.Bytes <= ReadSession.SmallSegmentBytes;
            var end = new byte[isSmall ? segment.Bytes : segment.FooterBytes];
            await session.ReadAsync(segment.Name, segment.Bytes - end.Length, end, cancellationToken);
            var footer = SegmentFooter.Read(end);
            var decoder = new BlockDecoder(footer.Columns.PlacesIn(reader), footer.Flags, stamp);
            return Chunks(segment.Name, decoder, footer, filter, session.ChunkBytes, isSmall ? end : null);
        }
    }

    private static bool Wants(BlockFilter filter, KeyRange range) => filter.Wants(range.First, range.Last);

    private static List<Chunk> Chunks(string name, BlockDecoder decoder, SegmentFooter footer, BlockFilter filter, int chunkBytes, byte[]? whole)
    {
        var chunks = new List<Chunk>();
        List<int> blocks = [];
        var (start, length) = (0L, 0);
        for (var i = 0; i < footer.Blocks.Count; i++)
        {
            var block = footer.Blocks[i];
            if (!filter.Wants(block.First, i + 1 < footer.Blocks.Count ? footer.Blocks[i + 1].First : footer.Last))
                continue;
            if (blocks.Count > 0 && (block.Offset != start + length || length + block.Length > chunkBytes))
                Close();
            if (blocks.Count == 0)
                start = block.Offset;
            blocks.Add(block.Length);
            length += block.Length;
        }

        if (blocks.Count > 0)
            Close();
        return chunks;

        void Close()
        {
            chunks.Add(new Chunk(name, decoder, start, length, blocks, whole));
            (blocks, length) = ([], 0);
        }
    }
}
