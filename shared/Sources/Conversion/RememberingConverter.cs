using System.Runtime.InteropServices;
using CrmServerless.Records;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Remembers what short texts were converted to: a column of owners or stages has few different ones, and each becomes one string
/// instead of millions. Gives up on a column whose texts hardly repeat, such as ids.
/// </summary>
internal sealed class RememberingConverter(CellConverter inner) : CellConverter
{
    private const int Slots = 1024;
    private const int LongestText = 48;
    private const int TrialLookups = 4096;

    private readonly (byte[]? Text, FieldValue Value)[] slots = new (byte[]?, FieldValue)[Slots];
    private int lookups;
    private int hits;

    public override string Expected => inner.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        if (text.Length > LongestText || !IsWorthwhile())
            return inner.TryConvertText(text, out value);

        ref var slot = ref slots[SlotOf(text)];
        if (slot.Text is not null && text.SequenceEqual(slot.Text))
        {
            hits++;
            value = slot.Value;
            return true;
        }

        if (!inner.TryConvertText(text, out value))
            return false;

        slot = (text.ToArray(), value);
        return true;
    }

    private bool IsWorthwhile() => lookups >= TrialLookups ? hits > TrialLookups / 2 : ++lookups > 0;

    private static int SlotOf(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        while (text.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(text)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
            text = text[sizeof(ulong)..];
        }

        foreach (var character in text)
            hash = (hash ^ character) * 0x100000001B3;
        return (int)((hash ^ (hash >> 32)) & (Slots - 1));
    }
}
