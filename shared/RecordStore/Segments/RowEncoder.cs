using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Writes rows as <see cref="SegmentFormat"/> says, texts as their codes say.</summary>
/// <param name="columns">How many columns rows have.</param>
/// <param name="flags">What rows carry.</param>
/// <param name="texts">The dictionaries.</param>
internal sealed class RowEncoder(int columns, SegmentFlags flags, TextCodes texts)
{
    private readonly byte[] codes = new byte[columns + 1];

    /// <summary>The shapes of the rows written since the last <see cref="Reset"/>.</summary>
    public ShapeTable Shapes { get; } = new(columns);

    /// <summary>Begins a block: no shapes, empty dictionaries.</summary>
    public void Reset()
    {
        Shapes.Clear();
        texts.Reset();
    }

    /// <summary>Appends a row.</summary>
    public void Encode(ByteWriter target, VersionRow row)
    {
        var values = row.Values.AsSpan(0, codes.Length - 1);
        var time = codes[0] = (byte)CodeOf(row.Stamp.Time);
        for (var i = 0; i < values.Length; i++)
            codes[1 + i] = (byte)CodeOf(in values[i], row);
        target.Varint(Shapes.IndexOf(codes));
        if (flags.HasFlag(SegmentFlags.Sets))
            WriteText(target, RowDecoder.SetSlot, row.Set ?? "");
        WriteText(target, RowDecoder.SourceSlot, row.Key.Source);
        target.Text(row.Key.Id);
        WriteTime(target, (TimeCode)time, row.Stamp.Time);
        if (flags.HasFlag(SegmentFlags.Sequences))
            target.Varint(checked((ulong)row.Stamp.Sequence));
        for (var i = 0; i < values.Length; i++)
            WriteValue(target, i, (ValueCode)codes[1 + i], in values[i]);
    }

    private static TimeCode CodeOf(long time) =>
        time == RecordVersion.OlderThanAny ? TimeCode.OlderThanAny : IsSeconds(time) ? TimeCode.Seconds : TimeCode.Ticks;

    private static ValueCode CodeOf(in FieldValue value, VersionRow row) => value.Kind switch
    {
        FieldKind.Absent => ValueCode.Absent,
        FieldKind.Empty => ValueCode.Empty,
        FieldKind.Text => string.Equals(value.AsText, row.Key.Id, StringComparison.Ordinal) ? ValueCode.KeyId : ValueCode.Text,
        FieldKind.Number => ValueCode.Number,
        FieldKind.Instant => CodeOfInstant(value.AsInstantTicks!.Value, row.Stamp.Time),
        FieldKind.Day => ValueCode.Day,
        FieldKind.Boolean => ValueCode.Boolean,
        _ => throw new InvalidOperationException($"no stored form for a value of kind {value.Kind}"),
    };

    private static ValueCode CodeOfInstant(long ticks, long versionTime) =>
        ticks == versionTime ? ValueCode.VersionTime : IsSeconds(ticks) ? ValueCode.Seconds : ValueCode.Ticks;

    private static bool IsSeconds(long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks - SegmentFormat.EpochTicks, TimeSpan.TicksPerSecond);
        return rest == 0 && seconds == (int)seconds;
    }

    private static void WriteTime(ByteWriter target, TimeCode code, long ticks)
    {
        if (code == TimeCode.Seconds)
            WriteSeconds(target, ticks);
        else if (code == TimeCode.Ticks)
            target.Int64(ticks);
    }

    private static void WriteSeconds(ByteWriter target, long ticks) =>
        target.Int32((int)((ticks - SegmentFormat.EpochTicks) / TimeSpan.TicksPerSecond));

    private static void WriteNumber(ByteWriter target, decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var scale = (byte)(bits[3] >> 16);
        var negative = bits[3] < 0;
        var mantissa = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        if (bits[2] == 0 && mantissa <= long.MaxValue && !(negative && mantissa == 0))
        {
            target.Byte(scale);
            target.Zigzag(negative ? -(long)mantissa : (long)mantissa);
            return;
        }

        target.Byte((byte)(scale | SegmentFormat.WideNumber | (negative ? SegmentFormat.NegativeNumber : 0)));
        target.UInt64(mantissa);
        target.Int32(bits[2]);
    }

    private void WriteValue(ByteWriter target, int column, ValueCode code, in FieldValue value)
    {
        switch (code)
        {
            case ValueCode.Text:
                WriteText(target, RowDecoder.FirstColumnSlot + column, value.AsText!);
                break;
            case ValueCode.Number:
                WriteNumber(target, value.AsNumber!.Value);
                break;
            case ValueCode.Seconds:
                WriteSeconds(target, value.AsInstantTicks!.Value);
                break;
            case ValueCode.Ticks:
                target.Int64(value.AsInstantTicks!.Value);
                break;
            case ValueCode.Day:
                target.Zigzag(value.AsDayNumber!.Value - SegmentFormat.EpochDay);
                break;
            case ValueCode.Boolean:
                target.Byte(value.AsBoolean!.Value ? (byte)1 : (byte)0);
                break;
        }
    }

    private void WriteText(ByteWriter target, int slot, string text)
    {
        var code = texts.CodeOf(slot, text);
        target.Varint(code);
        if (code == 0)
            target.Text(text);
    }
}
