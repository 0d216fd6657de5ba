using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Turns rows, which come in order, into a segment's bytes.</summary>
internal sealed class SegmentEncoder(SegmentColumns columns, SegmentFlags flags)
{
    private readonly BlockEncoder block = new(columns, flags);
    private readonly List<BlockEntry> blocks = [];
    private long bytesTaken;
    private KeyHash blockFirst;
    private KeyHash last;

    /// <summary>The rows added so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of the segment so far: those taken and those in <see cref="Pending"/>.</summary>
    public long Bytes => bytesTaken + Pending.Length;

    /// <summary>Finished bytes that nobody has taken yet.</summary>
    public ByteWriter Pending { get; } = new();

    /// <summary>Adds a row.</summary>
    public void Add(VersionRow row)
    {
        if (block.Rows == 0)
            blockFirst = row.Hash;
        block.Add(row);
        last = row.Hash;
        Rows++;
        if (block.IsFull)
            CloseBlock();
    }

    /// <summary>Closes the last block and appends the footer.</summary>
    public SegmentEnd Finish()
    {
        if (block.Rows > 0)
            CloseBlock();
        var footer = new SegmentFooter(flags, columns, Rows, blocks, last);
        var footerBytes = footer.Write(Pending);
        return new SegmentEnd(Bytes, Rows, footerBytes, blocks.Count > 0 ? blocks[0].First : default, last);
    }

    /// <summary>Says that the pending bytes were taken.</summary>
    public void TakePending()
    {
        bytesTaken += Pending.Length;
        Pending.Clear();
    }

    private void CloseBlock()
    {
        var (offset, rows, start) = (Bytes, block.Rows, Pending.Length);
        block.Finish(Pending);
        blocks.Add(new BlockEntry(offset, Pending.Length - start, rows, blockFirst));
    }
}

/// <summary>What a finished segment is.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="FooterBytes">Footer and trailer: how much of its end tells where its blocks are.</param>
/// <param name="First">The hash of its first row's key.</param>
/// <param name="Last">The hash of its last row's key.</param>
internal readonly record struct SegmentEnd(long Bytes, long Rows, int FooterBytes, KeyHash First, KeyHash Last);
