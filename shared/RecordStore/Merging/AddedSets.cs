using CrmServerless.Records;

namespace CrmServerless.RecordStore.Merging;

/// <summary>
/// The rule <see cref="VersionRule.AddWithinDelivery"/>. The set that holds the row with the greatest stamp is the record; its rows
/// are added up: numbers that are no part of the key (an empty cell adds nothing; empty only if none has a number), of the other
/// fields the value with the greatest stamp. Sums beyond what a decimal holds stay at its limit.
/// </summary>
internal sealed class AddedSets
{
    private readonly bool[] isAdded;

    /// <summary>The rule for an entity.</summary>
    public AddedSets(RowLayout layout)
    {
        isAdded = new bool[layout.Width];
        foreach (var field in layout.Entity.Fields)
            isAdded[field.Index] = field.Type == FieldType.Number && !layout.Entity.Key.Contains(field);
    }

    /// <summary>The newest set among rows that are sorted by stamp; null when there are none up to that sequence.</summary>
    public static string? Newest(RowList sorted, long upTo)
    {
        for (var i = sorted.Count - 1; i >= 0; i--)
        {
            if (sorted[i].Stamp.Sequence <= upTo)
                return sorted[i].Set;
        }

        return null;
    }

    /// <summary>The record that rows, sorted by stamp, make; false when there are none up to that sequence.</summary>
    public bool Merge(RowList sorted, long upTo, FieldValue[] target)
    {
        if (Newest(sorted, upTo) is not { } set)
            return false;
        Array.Clear(target);
        for (var i = 0; i < sorted.Count; i++)
        {
            if (sorted[i].Stamp.Sequence <= upTo && string.Equals(sorted[i].Set, set, StringComparison.Ordinal))
                AddTo(target, sorted[i].Values);
        }

        return true;
    }

    /// <summary>Adds a row to rows of its set that are older.</summary>
    public void AddTo(FieldValue[] target, FieldValue[] row)
    {
        for (var i = 0; i < target.Length; i++)
        {
            if (isAdded[i])
                target[i] = Sum(in target[i], in row[i]);
            else if (row[i].Kind != FieldKind.Absent)
                target[i] = row[i];
        }
    }

    private static FieldValue Sum(in FieldValue left, in FieldValue right)
    {
        if (right.AsNumber is not { } more)
            return left.Kind == FieldKind.Absent && right.Kind != FieldKind.Absent ? FieldValue.Empty : left;
        return FieldValue.OfNumber(left.AsNumber is { } sum ? Saturating(sum, more) : more);
    }

    private static decimal Saturating(decimal left, decimal right)
    {
        try
        {
            return left + right;
        }
        catch (OverflowException)
        {
            return left > 0 ? decimal.MaxValue : decimal.MinValue;
        }
    }
}
