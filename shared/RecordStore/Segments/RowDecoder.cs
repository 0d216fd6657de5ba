using System.Text;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Segments;

/// <summary>What the reader of a run adds to its rows.</summary>
/// <param name="Sequence">The sequence of rows that carry none; added to the sequence of rows that do.</param>
/// <param name="Set">The delivery set of rows that carry none.</param>
internal readonly record struct RunStamp(long Sequence, string? Set);

/// <summary>Reads rows as <see cref="SegmentFormat"/> says, each value straight into its place.</summary>
/// <param name="columns">How many columns the rows have.</param>
/// <param name="flags">What the rows carry.</param>
/// <param name="stamp">What is added to them.</param>
/// <param name="kept">The dictionaries of a <see cref="RowHeap"/>; null for a block's, which are implied.</param>
internal sealed class RowDecoder(int columns, SegmentFlags flags, RunStamp stamp, KeptTexts? kept = null)
{
    /// <summary>The dictionary of sets.</summary>
    public const int SetSlot = 0;

    /// <summary>The dictionary of sources.</summary>
    public const int SourceSlot = 1;

    /// <summary>The dictionary of the first column.</summary>
    public const int FirstColumnSlot = 2;

    private readonly TextDictionary?[] dictionaries = new TextDictionary?[columns + FirstColumnSlot];
    private readonly bool hasSets = flags.HasFlag(SegmentFlags.Sets);
    private readonly bool hasSequences = flags.HasFlag(SegmentFlags.Sequences);
    private string source = "";
    private byte[] sourceBytes = [];

    /// <summary>Empties the dictionaries: a block begins.</summary>
    public void Reset()
    {
        foreach (var dictionary in dictionaries)
            dictionary?.Clear();
    }

    /// <summary>Reads the row that begins at the reader's position.</summary>
    public void Decode(ref ByteReader reader, List<RowShape> shapes, VersionRow row)
    {
        var shape = shapes[reader.Count()];
        row.Set = hasSets ? ReadText(ref reader, SetSlot) : stamp.Set;
        ReadKey(ref reader, row);
        row.Stamp = ReadStamp(ref reader, shape);
        ReadValues(ref reader, shape, row.Stamp.Time, row.Key.Id, row.Values);
    }

    /// <summary>Reads a key, which follows the shape's index and the set.</summary>
    public RecordKey ReadKey(ref ByteReader reader) => new(ReadText(ref reader, SourceSlot), reader.Text());

    /// <summary>Passes over a key.</summary>
    public static void SkipKey(ref ByteReader reader)
    {
        if (reader.Count() == 0)
            reader.Bytes(reader.Count());
        reader.Bytes(reader.Count());
    }

    /// <summary>Reads what follows the key.</summary>
    public Stamp ReadStamp(ref ByteReader reader, RowShape shape)
    {
        var time = ReadTime(ref reader, shape.Time);
        return new Stamp(time, hasSequences ? stamp.Sequence + (long)reader.Varint() : stamp.Sequence);
    }

    /// <summary>Reads what follows the stamp.</summary>
    public void ReadValues(ref ByteReader reader, RowShape shape, long time, string id, FieldValue[] values)
    {
        Array.Clear(values);
        foreach (var step in shape.Steps)
        {
            var value = ReadValue(ref reader, step, time, id);
            if (step.Place >= 0)
                values[step.Place] = value;
        }
    }

    private static long ReadTime(ref ByteReader reader, TimeCode code) => code switch
    {
        TimeCode.Seconds => ReadSeconds(ref reader),
        TimeCode.Ticks => reader.Int64(),
        _ => RecordVersion.OlderThanAny,
    };

    private static long ReadSeconds(ref ByteReader reader) => SegmentFormat.EpochTicks + reader.Int32() * TimeSpan.TicksPerSecond;

    private static decimal ReadNumber(ref ByteReader reader)
    {
        var head = reader.Byte();
        var scale = (byte)(head & 0x1f);
        if ((head & SegmentFormat.WideNumber) != 0)
        {
            var low = reader.UInt64();
            return new decimal((int)low, (int)(low >> 32), reader.Int32(), (head & SegmentFormat.NegativeNumber) != 0, scale);
        }

        var mantissa = reader.Zigzag();
        var size = (ulong)Math.Abs(mantissa);
        return new decimal((int)size, (int)(size >> 32), 0, mantissa < 0, scale);
    }

    private void ReadKey(ref ByteReader reader, VersionRow row)
    {
        var from = ReadText(ref reader, SourceSlot);
        if (!ReferenceEquals(from, source))
        {
            source = from;
            sourceBytes = Encoding.UTF8.GetBytes(from);
        }

        var id = reader.Bytes(reader.Count());
        row.Hash = KeyHash.Of(sourceBytes, id);
        row.Key = new RecordKey(source, Encoding.UTF8.GetString(id));
    }

    private FieldValue ReadValue(ref ByteReader reader, ValueStep step, long time, string id) => step.Code switch
    {
        ValueCode.Text => FieldValue.OfText(ReadText(ref reader, FirstColumnSlot + step.Column)),
        ValueCode.Empty => FieldValue.Empty,
        ValueCode.Seconds => FieldValue.OfInstant(ReadSeconds(ref reader)),
        ValueCode.Number => FieldValue.OfNumber(ReadNumber(ref reader)),
        ValueCode.VersionTime => FieldValue.OfInstant(time),
        ValueCode.KeyId => FieldValue.OfText(id),
        ValueCode.Day => FieldValue.OfDay(SegmentFormat.EpochDay + (int)reader.Zigzag()),
        ValueCode.Ticks => FieldValue.OfInstant(reader.Int64()),
        ValueCode.Boolean => FieldValue.OfBoolean(reader.Byte() != 0),
        _ => throw new InvalidDataException($"value code {(int)step.Code} is unknown"),
    };

    private string ReadText(ref ByteReader reader, int slot)
    {
        var index = reader.Count();
        if (index > 0)
            return kept is null ? dictionaries[slot]![index - 1] : kept[slot, index - 1];
        var bytes = reader.Bytes(reader.Count());
        var text = Encoding.UTF8.GetString(bytes);
        if (kept is null && bytes.Length <= SegmentFormat.LongestDictionaryText)
            (dictionaries[slot] ??= new TextDictionary()).Offer(text);
        return text;
    }

    /// <summary>The texts of one column in one block.</summary>
    private sealed class TextDictionary
    {
        private string[] texts = new string[8];
        private int count;

        public string this[int index] => texts[index];

        public void Clear() => count = 0;

        public void Offer(string text)
        {
            if (count == SegmentFormat.DictionarySize)
                return;
            if (count == texts.Length)
                Array.Resize(ref texts, 2 * count);
            texts[count++] = text;
        }
    }
}
