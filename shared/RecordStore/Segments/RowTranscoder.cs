using CrmServerless.RecordStore.Merging;

namespace CrmServerless.RecordStore.Segments;

/// <summary>
/// Copies rows of a <see cref="RowHeap"/> into a block without making values of them: everything but texts is written alike in both,
/// and a text of the heap's dictionaries is looked up once a block.
/// </summary>
/// <param name="shapes">The block's shapes.</param>
/// <param name="texts">The block's dictionaries.</param>
/// <param name="flags">What the block's rows carry.</param>
internal sealed class RowTranscoder(ShapeTable shapes, BlockTexts texts, SegmentFlags flags)
{
    private readonly bool hasSequences = flags.HasFlag(SegmentFlags.Sequences);
    private readonly List<RowShape> heapShapes = [];
    private readonly List<int> shapeInBlock = [];
    private byte[]?[] codes = [];
    private RowHeap? source;

    /// <summary>A row's set is in no heap.</summary>
    public bool CanCopy => !flags.HasFlag(SegmentFlags.Sets);

    /// <summary>A new block begins.</summary>
    public void Reset()
    {
        shapeInBlock.Clear();
        foreach (var known in codes)
            Array.Clear(known ?? []);
    }

    /// <summary>Appends a row that nobody has changed.</summary>
    /// <param name="heap">Where it lies.</param>
    /// <param name="row">The row.</param>
    /// <param name="target">Where it goes.</param>
    public void Copy(RowHeap heap, VersionRow row, ByteWriter target)
    {
        if (!ReferenceEquals(source, heap))
            Begin(heap);
        var reader = heap.At(row.Place);
        var shape = CopyShape(reader.Count(), target);
        CopyText(ref reader, RowDecoder.SourceSlot, target);
        var start = reader.Position;
        reader.Bytes(reader.Count());
        reader.Bytes(shape.Time switch { TimeCode.Seconds => sizeof(int), TimeCode.Ticks => sizeof(long), _ => 0 });
        target.Bytes(reader.From(start));
        reader.Varint();
        if (hasSequences)
            target.Varint(checked((ulong)row.Stamp.Sequence));
        CopyValues(ref reader, shape, target);
    }

    private void CopyValues(ref ByteReader reader, RowShape shape, ByteWriter target)
    {
        var start = reader.Position;
        foreach (var step in shape.Steps)
        {
            if (step.Code != ValueCode.Text)
            {
                Skip(ref reader, step.Code);
                continue;
            }

            target.Bytes(reader.From(start));
            CopyText(ref reader, RowDecoder.FirstColumnSlot + step.Column, target);
            start = reader.Position;
        }

        target.Bytes(reader.From(start));
    }

    private static void Skip(ref ByteReader reader, ValueCode code)
    {
        switch (code)
        {
            case ValueCode.Number:
                if ((reader.Byte() & SegmentFormat.WideNumber) != 0)
                    reader.Bytes(SegmentFormat.WideNumberBytes);
                else
                    reader.Varint();
                break;
            case ValueCode.Seconds:
                reader.Bytes(sizeof(int));
                break;
            case ValueCode.Ticks:
                reader.Bytes(sizeof(long));
                break;
            case ValueCode.Day:
                reader.Varint();
                break;
            case ValueCode.Boolean:
                reader.Byte();
                break;
        }
    }

    private void CopyText(ref ByteReader reader, int slot, ByteWriter target)
    {
        var code = reader.Count();
        if (code > 0)
        {
            WriteText(slot, code - 1, target);
            return;
        }

        var bytes = reader.Bytes(reader.Count());
        texts.PassOver(slot, bytes.Length);
        target.Varint(0);
        target.Varint(bytes.Length);
        target.Bytes(bytes);
    }

    private void WriteText(int slot, int index, ByteWriter target)
    {
        // A code of a block's dictionary fits a byte: it has 255 texts at most.
        ref var code = ref (codes[slot] ??= new byte[KeptTexts.Most])[index];
        if (code == 0)
            code = (byte)texts.CodeOf(slot, source!.Texts[slot, index]);
        target.Varint(code);
        if (code == 0)
            target.Text(source!.Texts[slot, index]);
    }

    private RowShape CopyShape(int shape, ByteWriter target)
    {
        while (heapShapes.Count <= shape)
            heapShapes.Add(RowShape.Parse(source!.Shapes[heapShapes.Count], source.Places));
        while (shapeInBlock.Count <= shape)
            shapeInBlock.Add(-1);
        if (shapeInBlock[shape] < 0)
            shapeInBlock[shape] = shapes.IndexOf(source!.Shapes[shape]);
        target.Varint(shapeInBlock[shape]);
        return heapShapes[shape];
    }

    private void Begin(RowHeap heap)
    {
        source = heap;
        heapShapes.Clear();
        codes = new byte[RowDecoder.FirstColumnSlot + heap.Columns.Count][];
        Reset();
    }
}
